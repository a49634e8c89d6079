import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { runWithNotes as run } from "../../support/run-cli.js";
import { KEY, seedOne, useSandbox } from "../../support/sandbox.js";
import { useTempDir } from "../../support/temp-dir.js";

/** The read before a write. */
const LOOK = "GET /v1/messages?subscriberId=sub-1&channel=in_app&page=0&limit=100";
const TERMINAL = { terminals: ["stdout", "stderr"] as const, columns: 100 };

test("set --overwrite sends exactly the one request and gives the message as Novu answered it", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const { code, stdout, stderr } = await run(
    [
      "action",
      "set",
      "sub-1",
      id,
      "primary",
      "--status",
      "done",
      "--overwrite",
      "--payload",
      '{"a":1}',
      "--json",
    ],
    { env: sandbox.env },
  );
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    _id: id,
    status: "sent",
    cta: { action: { status: "done", result: { type: "primary", payload: { a: 1 } } } },
  });
  expect(sandbox.wire()).toEqual([
    `POST /v1/subscribers/sub-1/messages/${id}/actions/primary {"status":"done","payload":{"a":1}}`,
  ]);
  const [request] = sandbox.requests;
  expect(request?.headers).toMatchObject({
    authorization: `ApiKey ${KEY}`,
    "content-type": "application/json",
    "idempotency-key": expect.stringMatching(/^[0-9a-f-]{36}$/),
    "user-agent": "novu-msg/0.0.0-test (node 20.18.1; linux)",
  });
});

test("in a pipe set prints a line per button", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const { stdout, stderr } = await run(["action", "complete", "sub-1", id, "secondary", "--set", "by=ci"], {
    env: sandbox.env,
  });
  expect(stdout).toBe('primary\tApprove\t\t\t\nsecondary\tReject\tdone\t{"by":"ci"}\t\n');
  expect(stderr).toMatch(/^✔ Reject is now done for sub-1 \(was pending\) {3}127\.0\.0\.1:\d+\n$/);
});

test("on a terminal set shows what was there before, and warns when it replaced the other button's answer", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, { content: "Deploy <b>4.2</b>?" });
  sandbox.press(id, "secondary");
  sandbox.forget();
  const { stdout, stderr } = await run(
    [
      "action",
      "set",
      "sub-1",
      id,
      "primary",
      "--status",
      "done",
      "--payload",
      '{"by":"ci"}',
      "--overwrite",
      "--expect",
      "done",
      "--color",
      "never",
    ],
    { env: sandbox.env, ...TERMINAL },
  );
  expect(stdout).toBe(
    [
      "  BUTTON     LABEL    STATUS  PAYLOAD",
      '  primary    Approve  done    {"by":"ci"}',
      "  secondary  Reject   –       –",
      "",
    ].join("\n"),
  );
  expect(stderr).toContain(
    "! this replaced the answer of the secondary button: both buttons share one answer\n",
  );
  expect(sandbox.wire()).toEqual([
    LOOK,
    `POST /v1/subscribers/sub-1/messages/${id}/actions/primary {"status":"done","payload":{"by":"ci"}}`,
  ]);
});

test("a narrow terminal gets a line per button, cut to its width", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const { stdout } = await run(
    [
      "action",
      "complete",
      "sub-1",
      id,
      "primary",
      "--color",
      "never",
      "--payload",
      '{"note":"longer than thirty columns"}',
    ],
    { env: sandbox.env, terminals: ["stdout"], columns: 30 },
  );
  const lines = stdout.trimEnd().split("\n");
  expect(lines.map((line) => line.trim().split(/ +/)[0])).toEqual(["BUTTON", "primary", "secondary"]);
  expect(lines.every((line) => line.length <= 30)).toBe(true);
});

test("a button that the message does not have is warned about", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, { workflow: "single" });
  const { code, stdout, stderr } = await run(["action", "complete", "sub-1", id, "secondary"], {
    env: sandbox.env,
  });
  expect(code).toBe(0);
  expect(stdout).toBe("primary\tOK\t\t\t\nsecondary\t\tdone\t\t\n");
  expect(stderr).toContain(
    `! message ${id} has no secondary button (it has primary); Novu stored the answer anyway\n`,
  );
});

test("an omitted payload keeps the stored one, {} and --clear-payload remove it", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const stored = async (...more: string[]) => {
    const argv = [
      "action",
      "complete",
      "sub-1",
      id,
      "primary",
      ...more,
      "--query",
      "cta.action.result.payload",
    ];
    return JSON.parse((await run(argv, { env: sandbox.env })).stdout.trim() || "null");
  };
  expect(await stored("--payload", '{"a":1}')).toEqual({ a: 1 });
  expect(await stored()).toEqual({ a: 1 });
  expect(await stored("--clear-payload")).toBeNull();
  expect(await stored("--set", "run.id=812", "--set-json", "run.ok=true")).toEqual({
    run: { id: "812", ok: true },
  });
  expect(await stored("--payload", "{}")).toBeNull();
});

test("--merge-payload reads first, merges deeply, and null removes a key", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const target = ["action", "complete", "sub-1", id, "primary"];
  await run([...target, "--payload", '{"a":1,"b":{"c":2,"d":3}}'], { env: sandbox.env });
  sandbox.forget();
  await run([...target, "--merge-payload", "--payload", '{"b":{"c":null,"e":4}}'], { env: sandbox.env });
  expect(sandbox.wire()).toEqual([
    LOOK,
    `POST /v1/subscribers/sub-1/messages/${id}/actions/primary {"status":"done","payload":{"a":1,"b":{"d":3,"e":4}}}`,
  ]);
});

test("the payload comes from a file or from stdin", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const file = path.join(useTempDir(), "payload.json");
  writeFileSync(file, '{"from":"file"}');
  const target = ["action", "complete", "sub-1", id, "primary", "--query", "cta.action.result.payload.from"];
  expect((await run([...target, "--payload", `@${file}`], { env: sandbox.env })).stdout).toBe("file\n");
  expect(
    (await run([...target, "--payload", "-"], { env: sandbox.env, stdin: '{"from":"stdin"}' })).stdout,
  ).toBe("stdin\n");
});

const badPayloads: readonly [string, string, string][] = [
  ["a list", "[1]", "E_PAYLOAD"],
  ["a text", '"hello"', "E_PAYLOAD"],
  ["null", "null", "E_PAYLOAD"],
  ["zero", "0", "E_PAYLOAD"],
  ["not JSON", "{bad", "E_PAYLOAD"],
  ["a missing file", "@/nowhere/at/all.json", "E_FILE"],
  ["nothing", "", "E_PAYLOAD"],
  ["a number with too many digits", '{"id":12345678901234567890}', "E_PAYLOAD"],
  ["a number past every bound", '{"n":1e400}', "E_PAYLOAD"],
  ["nested thousands deep", `{"a":${"[".repeat(5_000)}${"]".repeat(5_000)}}`, "E_PAYLOAD"],
  ["a folder", "@/", "E_FILE"],
  ["more than Novu takes", JSON.stringify({ text: "x".repeat(102_400) }), "E_PAYLOAD_SIZE"],
];

test.each(badPayloads)(
  "a payload that is %s is refused before anything is sent",
  async (_, payload, code) => {
    const sandbox = await useSandbox();
    const target = ["action", "complete", "sub-1", seedOne(sandbox), "primary"];
    const argv = [...target, "--payload", payload, "--overwrite", "--json"];
    const result = await run(argv, { env: sandbox.env });
    expect(result.code).toBe(2);
    expect(result.stdout).toBe("");
    expect(JSON.parse(result.stderr)).toMatchObject({ schema: 1, error: { code, exit: 2, sent: "no" } });
    expect(sandbox.requests).toEqual([]);
  },
);

test.each(["user:42@example.com", "a/b c", "../x", "é"])(
  "the subscriber ID %s travels as one path segment",
  async (subscriber) => {
    const sandbox = await useSandbox();
    const id = seedOne(sandbox, { subscriberId: "user:42@example.com" });
    await run(["action", "complete", subscriber, id, "primary", "--overwrite"], { env: sandbox.env });
    expect(sandbox.wire()).toEqual([
      `POST /v1/subscribers/${encodeURIComponent(subscriber)}/messages/${id}/actions/primary {"status":"done"}`,
    ]);
    expect(new URL(sandbox.url + sandbox.requests[0]?.path).pathname.split("/")).toHaveLength(8);
  },
);

test("v2 completes and reverts with a PATCH, and shows the same view", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const done = await run(["action", "complete", "sub-1", id, "primary", "--api", "v2"], { env: sandbox.env });
  expect(done.code).toBe(0);
  expect(done.stdout).toBe("primary\tApprove\tdone\t\t\nsecondary\tReject\t\t\t\n");
  const reverted = await run(["action", "revert", "sub-1", id, "primary", "--api", "v2", "--json"], {
    env: sandbox.env,
  });
  expect(JSON.parse(reverted.stdout)).toMatchObject({
    id,
    isRead: true,
    primaryAction: { label: "Approve", isCompleted: false },
  });
  expect(sandbox.wire()).toEqual([
    LOOK,
    `PATCH /v2/subscribers/sub-1/notifications/${id}/actions/primary/complete`,
    LOOK,
    `PATCH /v2/subscribers/sub-1/notifications/${id}/actions/primary/revert`,
  ]);
});

test("a server without v2 is told from a message that is not there", async () => {
  const old = await useSandbox({ server: "2.0" });
  const missingRoute = await run(["action", "complete", "sub-1", seedOne(old), "primary", "--api", "v2"], {
    env: old.env,
  });
  expect(missingRoute.code).toBe(6);
  expect(missingRoute.stderr).toContain(
    "error: this Novu server has no v2 notification routes   [E_NO_ROUTE · exit 6]",
  );
  const current = await useSandbox();
  const unknown = ["action", "complete", "sub-1", "507f1f77bcf86cd799439011", "primary", "--api", "v2"];
  expect((await run(unknown, { env: current.env })).code).toBe(5);
});

test("v2 refuses a button that the message does not have", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, { workflow: "single" });
  const { code, stderr } = await run(["action", "complete", "sub-1", id, "secondary", "--api", "v2"], {
    env: sandbox.env,
  });
  expect(code).toBe(6);
  expect(stderr).toContain("[E_NO_BUTTON · exit 6]");
});

test("one key of the user's own makes another key for each message, so that none is answered by a replay", async () => {
  const sandbox = await useSandbox({ idempotency: true });
  const [first, second] = [seedOne(sandbox), seedOne(sandbox)];
  const argv = (id: string) => [
    "action",
    "complete",
    "sub-1",
    id,
    "primary",
    "--idempotency-key",
    "mine",
    "--json",
  ];
  for (const id of [first, second]) {
    const { code, stdout } = await run(argv(id), { env: sandbox.env });
    expect([code, JSON.parse(stdout)._id]).toEqual([0, id]);
  }
  const writes = sandbox.requests.filter(({ method }) => method === "POST");
  const keys = writes.map(({ headers }) => headers["idempotency-key"]);
  expect(new Set(keys).size).toBe(2);
  expect(keys.every((key) => /^[0-9a-f]{64}$/.test(key ?? ""))).toBe(true);
});

test("a dry run sends nothing, needs no key and shows the exact request", async () => {
  const argv = [
    "action",
    "complete",
    "a/b",
    "65f0c1a9b2d4e6f8a0b1c2d3",
    "primary",
    "--payload",
    '{"a":"it\'s"}',
  ];
  const json = await run([...argv, "--dry-run", "--json", "--region", "eu", "--idempotency-key", "k"]);
  expect(json.code).toBe(0);
  expect(json.stderr).toBe("");
  expect(JSON.parse(json.stdout)).toEqual({
    method: "POST",
    url: "https://eu.api.novu.co/v1/subscribers/a%2Fb/messages/65f0c1a9b2d4e6f8a0b1c2d3/actions/primary",
    headers: {
      authorization: "ApiKey $NOVU_SECRET_KEY",
      "content-type": "application/json",
      "idempotency-key": expect.stringMatching(/^[0-9a-f]{64}$/),
    },
    body: { status: "done", payload: { a: "it's" } },
  });
  const http = await run([...argv, "--dry-run", "--region", "eu"]);
  expect(http.stderr).toBe("· nothing was sent; this is the request\n");
  expect(http.stdout.split("\n").slice(0, 3)).toEqual([
    "POST /v1/subscribers/a%2Fb/messages/65f0c1a9b2d4e6f8a0b1c2d3/actions/primary HTTP/1.1",
    "host: eu.api.novu.co",
    "authorization: ApiKey $NOVU_SECRET_KEY",
  ]);
  const curl = await run([...argv, "--print", "curl", "--region", "eu"]);
  expect(curl.stdout).toContain(`--header "authorization: ApiKey $NOVU_SECRET_KEY" \\\n`);
  expect(curl.stdout).toContain(`--data-raw '{"status":"done","payload":{"a":"it'"'"'s"}}'`);
});

test("a bad --query or --fields is refused before anything is sent", async () => {
  const sandbox = await useSandbox();
  const argv = ["action", "complete", "sub-1", seedOne(sandbox), "primary"];
  expect((await run([...argv, "--query", "cta.["], { env: sandbox.env })).code).toBe(2);
  const fields = await run([...argv, "--fields", "cta.acton.status"], { env: sandbox.env });
  expect(fields.code).toBe(2);
  expect((await run([...argv, "--fields", "sbuject"], { env: sandbox.env })).stderr).toContain(
    'Did you mean "subject"?',
  );
  expect(sandbox.requests).toEqual([]);
});

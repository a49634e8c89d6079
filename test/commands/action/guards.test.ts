import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { keeps } from "../../support/keeps.js";
import { useNovuServer } from "../../support/loopback-server.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { seedOne, type TestSandbox, useSandbox } from "../../support/sandbox.js";

keeps("a guard stops the write");

const VERSIONS = ["2.0", "3.15"] as const;
const MINUTE = 60_000;

/** A sandbox with one message, and what a guarded line did to it. */
const useMessage = async (
  server: (typeof VERSIONS)[number],
  input: Parameters<TestSandbox["seed"]>[0] = {},
) => {
  let time = Date.parse("2026-11-23T10:00:00Z");
  const sandbox = await useSandbox({ server, now: () => time });
  const id = seedOne(sandbox, input);
  const pass = (ms: number) => {
    time += ms;
  };
  const line = async (words: string, ...more: readonly string[]) => {
    sandbox.forget();
    const [verb = "", button = "", ...rest] = words.split(" ");
    const argv = ["action", verb, "sub-1", id, button, ...rest, ...more];
    const end = await run(argv, { env: sandbox.env, now: () => time });
    const methods = sandbox.wire().map((request) => request.split(" ")[0]);
    return { ...end, methods };
  };
  return { sandbox, id, pass, line };
};

test.each(VERSIONS)("%s: another answer is not replaced unasked, in a pipe either", async (server) => {
  const { sandbox, id, pass, line } = await useMessage(server);
  expect(await line("complete secondary -q")).toMatchObject({ code: 0, methods: ["GET", "POST"] });
  pass(2 * MINUTE);
  const refused = await line("complete primary -q");
  expect(refused).toMatchObject({ code: 10, stdout: "", methods: ["GET"] });
  expect(refused.stderr).toBe(
    [
      'error: not written: "Reject" was pressed 2 minutes ago   [E_GUARD · exit 10]',
      "  Both buttons share one answer: this would replace it. To do that anyway:",
      `  try: novu-msg action complete sub-1 ${id} primary -q --overwrite`,
      "",
    ].join("\n"),
  );
  const { stderr } = await line("set primary --status done --json");
  expect(JSON.parse(stderr).error).toMatchObject({
    code: "E_GUARD",
    exit: 10,
    sent: "no",
    details: {
      refusedBy: ["default"],
      reason: "answered",
      found: {
        status: "done",
        button: "secondary",
        payload: null,
        updatedAt: "2026-11-23T10:00:00.000Z",
        buttons: ["primary", "secondary"],
      },
      asked: { button: "primary", status: "done", payload: null },
    },
  });
  expect((await line("revert primary")).stderr).toContain("this would take it back. To do that anyway:");
  expect(sandbox.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  expect(await line("complete primary --overwrite")).toMatchObject({ code: 0, methods: ["POST"] });
  expect(await line("revert secondary --overwrite")).toMatchObject({ code: 0, methods: ["POST"] });
});

test.each(VERSIONS)("%s: its own answer is no other: repeated, changed, taken back", async (server) => {
  const { pass, line } = await useMessage(server);
  expect(await line("complete primary --set by=ci")).toMatchObject({ code: 0, methods: ["GET", "POST"] });
  pass(MINUTE);
  const again = await line("complete primary --set by=ci");
  expect(again).toMatchObject({ code: 0, methods: ["GET"] });
  expect(again.stdout).toContain('primary\tApprove\tdone\t{"by":"ci"}');
  expect(again.stderr).toContain("· Approve is already done; nothing was written");
  const document = JSON.parse((await line("complete primary --json")).stdout);
  expect(document).toMatchObject({
    cta: { action: { status: "done", result: { type: "primary", payload: { by: "ci" } } } },
    updatedAt: "2026-11-23T10:00:00.000Z",
  });
  const changed = await line("complete primary --set by=ada -q");
  expect(changed).toMatchObject({ code: 0, methods: ["GET", "POST"] });
  expect(changed.stderr).toBe(`! this replaced the earlier payload {"by":"ci"}\n`);
  expect(await line("revert primary")).toMatchObject({ code: 0, methods: ["GET", "POST"] });
  const other = await line("complete secondary -q");
  expect(other).toMatchObject({ code: 0, methods: ["GET", "POST"] });
  expect(other.stderr).toBe(
    `! the earlier payload {"by":"ada"} was kept; use --clear-payload to remove it\n`,
  );
});

test("a payload that stays is a warning in every mode, also where nothing was read first", async () => {
  const { line } = await useMessage("3.15");
  await line("complete primary --set by=ada");
  const warning = `the earlier payload {"by":"ada"} was kept; use --clear-payload to remove it`;
  const overwritten = await line("complete secondary --overwrite -q --query cta.action.status");
  expect(overwritten).toMatchObject({ code: 0, stdout: "done\n", methods: ["POST"] });
  expect(overwritten.stderr).toBe(`! ${warning}\n`);
  const json = await line("complete primary --overwrite --json");
  expect(JSON.parse(json.stderr)).toEqual({ schema: 1, warning: { message: warning } });
  expect(JSON.parse(json.stdout)).toMatchObject({ cta: { action: { status: "done" } } });
});

/** A server that has the action route, and answers everything else like this. */
const useActionRouteAlone = async (answer: (response: ServerResponse) => void) => {
  const methods: string[] = [];
  const id = "65f0c1a9b2d4e6f8a0b1c2d3";
  const env = await useNovuServer((request, response) => {
    methods.push(request.method ?? "");
    if (request.method !== "POST") answer(response);
    else
      response
        .writeHead(201)
        .end(`{"data":{"_id":"${id}","cta":{"action":{"status":"done","result":{"type":"primary"}}}}}`);
  });
  return { env, methods, argv: ["action", "complete", "alice", id, "primary"] };
};

/** With the number of lists that are tried: v2, and v1 if there is no v2 route. */
const NO_LISTS: readonly (readonly [string, 1 | 2, (response: ServerResponse) => void])[] = [
  [
    "404 of Novu's",
    2,
    (to) => to.writeHead(404).end('{"statusCode":404,"message":"Cannot GET /v1/messages"}'),
  ],
  ["404 without a body", 2, (to) => to.writeHead(404).end()],
  ["404 page", 2, (to) => to.writeHead(404, { "content-type": "text/html" }).end("<html>nginx</html>")],
  ["405", 2, (to) => to.writeHead(405).end("{}")],
  ["object that is no list", 1, (to) => to.end("{}")],
  ["page of a dashboard", 1, (to) => to.end("<!doctype html><title>Novu</title>")],
];

test.each(NO_LISTS)(
  "a server without the list (%s) is written to, with a warning",
  async (_what, lists, answer) => {
    const { env, methods, argv } = await useActionRouteAlone(answer);
    const { code, stderr } = await run([...argv, "-q"], { env });
    expect([code, methods]).toEqual([0, [...Array(lists).fill("GET"), "POST"]]);
    expect(stderr).toContain(
      "! written without checking for another answer: this server can't list messages\n",
    );
    for (const guard of [["--strict"], ["--expect", "pending"]]) {
      const refused = await run([...argv, ...guard, "--json"], { env });
      expect([refused.code, methods.at(-1)]).toEqual([10, "GET"]);
      expect(JSON.parse(refused.stderr).error).toMatchObject({
        code: "E_GUARD",
        sent: "no",
        details: { reason: "not checked", refusedBy: [guard[0]] },
      });
    }
  },
);

test.each<[string, number, (response: ServerResponse) => void]>([
  ["refuses the key", 4, (to) => to.writeHead(401).end('{"statusCode":401,"message":"Unauthorized"}')],
  ["forbids it", 4, (to) => to.writeHead(403).end('{"statusCode":403,"message":"Forbidden"}')],
  ["is busy", 9, (to) => to.writeHead(429).end('{"message":"API rate limit exceeded"}')],
  ["has a problem", 9, (to) => to.writeHead(500).end('{"statusCode":500}')],
  ["breaks off", 7, (to) => to.destroy()],
  ["points elsewhere", 12, (to) => to.writeHead(302, { location: "https://example.com/" }).end()],
])("a server that %s is not written to", async (_what, exit, answer) => {
  const { env, methods, argv } = await useActionRouteAlone(answer);
  const { code } = await run([...argv, "--retries", "1"], { env });
  expect([code, methods.includes("POST")]).toEqual([exit, false]);
});

test("a message that is not in the list is left for the write to explain", async () => {
  const { sandbox } = await useMessage("3.15");
  const gone = ["action", "complete", "sub-1", "65f0c1a9b2d4e6f8a0b1c2d3", "primary"];
  const missing = await run(gone, { env: sandbox.env });
  expect(missing.code).toBe(5);
  expect(missing.stderr).not.toContain("without checking");
  expect(sandbox.requests.map(({ method }) => method)).toEqual(["GET", "GET", "POST"]);
  sandbox.forget();
  const guarded = await run([...gone, "--expect", "pending"], { env: sandbox.env });
  expect([guarded.code, sandbox.wire().length]).toEqual([10, 2]);
  expect(guarded.stderr).toContain('not written: subscriber "sub-1"');
});

test.each(VERSIONS)(
  "%s: --expect pending lets the first answer through, and says who was before",
  async (server) => {
    const { sandbox, id, pass, line } = await useMessage(server);
    expect(await line("complete secondary --expect pending -q")).toMatchObject({
      code: 0,
      methods: ["GET", "POST"],
    });
    pass(2 * MINUTE);
    const refused = await line("complete primary --expect pending");
    expect(refused).toMatchObject({ code: 10, stdout: "", methods: ["GET"] });
    expect(refused.stderr).toBe(
      [
        'error: not written: "Reject" was pressed 2 minutes ago   [E_GUARD · exit 10]',
        "  You asked for --expect pending. Both buttons share one answer: this would replace it.",
        `  try: novu-msg action get sub-1 ${id}   (to see its current answer)`,
        "",
      ].join("\n"),
    );
    const { stderr } = await line("complete primary --expect pending --json");
    expect(JSON.parse(stderr).error).toMatchObject({
      code: "E_GUARD",
      exit: 10,
      sent: "no",
      details: {
        refusedBy: ["--expect", "default"],
        reason: "answered",
        found: {
          status: "done",
          button: "secondary",
          payload: null,
          updatedAt: "2026-11-23T10:00:00.000Z",
          buttons: ["primary", "secondary"],
        },
        asked: { button: "primary", status: "done", payload: null },
      },
    });
    expect(sandbox.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  },
);

test.each(VERSIONS)("%s: --expect done wants an answer to be there", async (server) => {
  const { line } = await useMessage(server);
  const { code, stderr, methods } = await line("revert primary --expect done");
  expect([code, methods]).toEqual([10, ["GET"]]);
  expect(stderr).toContain("error: not written: the message is pending ");
  expect(stderr).toContain("  You asked for --expect done. Nothing was changed.\n");
  expect((await line("complete primary")).code).toBe(0);
  expect((await line("revert primary --expect done")).code).toBe(0);
});

test.each(VERSIONS)("%s: --strict refuses what is else only remarked", async (server) => {
  const single = await useMessage(server, { workflow: "single" });
  const missing = await single.line("complete secondary --strict");
  expect([missing.code, missing.methods]).toEqual([10, ["GET"]]);
  expect(missing.stderr).toContain(
    `error: not written: message ${single.id} has no secondary button (it has primary)`,
  );
  const notice = await useMessage(server, { workflow: "notice" });
  expect((await notice.line("complete primary --strict")).stderr).toContain(
    "has no primary button (it has none)",
  );
  const { sandbox, id, line } = await useMessage(server);
  const risky = await line("complete primary --strict --set-json", 'a={"b.c":1}');
  expect([risky.code, risky.methods]).toEqual([10, ["GET"]]);
  expect(risky.stderr).toContain("not written: old Novu servers may refuse payload keys with $ or dots: b.c");
  expect((await line("complete primary --strict")).code).toBe(0);
  await line("revert primary --overwrite --set by=ada");
  const staying = await line("complete secondary --strict");
  expect([staying.code, staying.methods]).toEqual([10, ["GET"]]);
  expect(staying.stderr).toContain('not written: the earlier payload {"by":"ada"} was kept');
  sandbox.press(id, "secondary");
  expect((await line("complete primary --strict --overwrite --set by=ci")).code).toBe(0);
});

test("all guards that mind are in the JSON, and each further reason is told", async () => {
  const { sandbox, id, line } = await useMessage("3.15", { workflow: "single" });
  sandbox.press(id, "primary");
  const { stderr } = await line("complete secondary --expect pending --strict --json");
  const { error } = JSON.parse(stderr);
  expect(error.details.refusedBy).toEqual(["--strict", "--expect", "default"]);
  expect(error.hint).toContain('Also: "OK" was pressed');
  expect(error.hint).toContain("You asked for --expect pending.");
});

test("a dry run holds the guards against the message and sends nothing but reads", async () => {
  const { sandbox, id, line } = await useMessage("3.15");
  const passed = await line("complete primary --expect pending --strict --dry-run");
  expect([passed.code, passed.methods]).toEqual([0, ["GET"]]);
  expect(passed.stdout).toContain(`POST /v1/subscribers/sub-1/messages/${id}/actions/primary`);
  expect(passed.stderr).toContain("--expect pending and --strict would allow this");
  sandbox.press(id, "primary");
  const held = await line("complete primary --expect done --print curl");
  expect([held.code, held.methods]).toEqual([0, ["GET"]]);
  expect(held.stderr).toContain("the message already has this answer: nothing would be written");
  const refused = await line("complete primary --expect pending --dry-run");
  expect(refused).toMatchObject({ code: 10, stdout: "", methods: ["GET"] });
});

test("guards hold for v2 too; its repeat is sent, since only its own answer has its form", async () => {
  const { sandbox, id, line } = await useMessage("3.15");
  sandbox.press(id, "secondary");
  expect(await line("complete primary --api v2 --expect pending")).toMatchObject({
    code: 10,
    methods: ["GET"],
  });
  expect(await line("complete primary --api v2")).toMatchObject({
    code: 10,
    methods: ["GET"],
  });
  expect(await line("revert primary --api v2")).toMatchObject({ code: 10, methods: ["GET"] });
  const repeated = await line("complete secondary --api v2 --json");
  expect([repeated.code, repeated.methods]).toEqual([0, ["GET", "PATCH"]]);
  expect(JSON.parse(repeated.stdout)).toMatchObject({ secondaryAction: { isCompleted: true } });
});

test("a mistyped expectation is no word that Novu would have stored", async () => {
  const { line } = await useMessage("3.15");
  const { code, stderr, methods } = await line("complete primary --expect pendin");
  expect([code, methods]).toEqual([2, []]);
  expect(stderr).not.toContain("stored");
});

import { describe, expect, test } from "vitest";
import type { ServerVersion } from "../../../src/sandbox/sandbox.js";
import { inputOf, refusalOf } from "../../support/parse-only.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { seedOne, type TestSandbox, useSandbox } from "../../support/sandbox.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const ALL = {
  subscriberIds: [],
  transactionIds: [],
  filter: { state: undefined, workflow: undefined },
  narrowing: {},
  since: undefined,
  limit: 20,
  before: undefined,
};

test.each<[readonly string[], object]>([
  [[], ALL],
  [["--subscriber", "user:42@example.com"], { ...ALL, subscriberIds: ["user:42@example.com"] }],
  [["-s", "a", "-s", "b", "--subscriber", "a"], { ...ALL, subscriberIds: ["a", "b"] }],
  [["--transaction", "a", "--transaction", "b"], { ...ALL, transactionIds: ["a", "b"] }],
  [["--pending"], { ...ALL, filter: { state: "pending", workflow: undefined } }],
  [["--done", "--workflow", "w"], { ...ALL, filter: { state: "done", workflow: "w" } }],
  [["--since", "3d"], { ...ALL, since: { distanceMs: 259_200_000 } }],
  [["--since", "2026-11-23T06:00:00Z"], { ...ALL, since: { atMs: Date.UTC(2026, 10, 23, 6) } }],
  [["--limit", "3"], { ...ALL, limit: 3 }],
  [["--all"], { ...ALL, limit: undefined }],
  [["--before", ID.toUpperCase()], { ...ALL, before: ID }],
  [
    ["--tag", "a", "--tag", "b", "--severity", "high", "--archived", "--context", "tenant:acme"],
    { ...ALL, narrowing: { tag: ["a", "b"], severity: "high", archived: true, context: ["tenant:acme"] } },
  ],
  [["--data", "run.id=7"], { ...ALL, narrowing: { data: [{ path: ["run", "id"], value: "7" }] } }],
])("list takes %j", async (words, input) => {
  expect(await inputOf(["message", "list", ...words])).toEqual(input);
});

test.each<[readonly string[], string]>([
  [["--pending", "--done"], "E_CONFLICT: --pending and --done can't be combined"],
  [["--limit", "3", "--all"], "E_CONFLICT: --limit and --all can't be combined"],
  [["--limit", "0"], `E_USAGE: "0" isn't a whole number from 1 to 100000`],
  [["--since", "yesterday"], `E_USAGE: "yesterday" isn't a point in time`],
  [["--severity", "hihg"], `E_ENUM: "hihg" isn't a severity. Did you mean "high"?`],
  [["--before", "x"], 'E_ID: "x" has no creation time: --before needs a message ID of 24 hex digits'],
  [["--subscriber", ""], "E_ID: the subscriber ID is empty"],
  [["alice"], "E_USAGE: too many arguments for novu-msg message list"],
])("list refuses %j", async (words, refusal) => {
  expect(await refusalOf(["message", "list", ...words])).toBe(refusal);
});

const list = (sandbox: TestSandbox, ...words: string[]) => run(["message", "list", ...words], sandbox);
const idsOf = (stdout: string): string[] => stdout.split("\n").flatMap((line) => line.split("\t")[1] || []);

describe.each<ServerVersion>(["3.15", "2.0"])("on a server %s", (server) => {
  const useServer = () => useSandbox({ server });

  test("several subscribers make one list, newest first, also over pages", async () => {
    const sandbox = await useServer();
    const both = ["sub-1", "sub-2", "sub-1", "sub-1", "sub-2"].map((subscriberId) =>
      seedOne(sandbox, { subscriberId }),
    );
    seedOne(sandbox, { subscriberId: "user:42@example.com" });
    const newestFirst = [...both].reverse();
    const lines = await list(sandbox, "-s", "sub-1", "-s", "sub-2");
    expect(idsOf(lines.stdout)).toEqual(newestFirst);
    expect(lines.stdout.split("\n")[0]).toMatch(/^sub-2\t/);
    const some = await list(sandbox, "-s", "sub-1", "-s", "sub-2", "-L", "2");
    expect(idsOf(some.stdout)).toEqual(newestFirst.slice(0, 2));
    const rest = await list(sandbox, "-s", "sub-1", "-s", "sub-2", "--before", newestFirst[1] ?? "");
    expect(idsOf(rest.stdout)).toEqual(newestFirst.slice(2));
  });

  test("a small limit asks for no more, and the end names the line that goes on", async () => {
    const sandbox = await useServer();
    const ids = sandbox
      .seed({ count: 5 })
      .map(({ messageId }) => messageId)
      .reverse();
    const first = await list(sandbox, "--subscriber", "sub-1", "--limit", "2");
    expect(idsOf(first.stdout)).toEqual(ids.slice(0, 2));
    expect(first.stderr).toBe(
      `· for older ones:   novu-msg message list --subscriber sub-1 --limit 2 --before ${ids[1]}\n`,
    );
    expect(sandbox.wire()).toEqual(["GET /v1/messages?subscriberId=sub-1&channel=in_app&page=0&limit=2"]);
    const second = await list(sandbox, "--subscriber", "sub-1", "--before", ids[1] ?? "", "--limit", "2");
    expect(idsOf(second.stdout)).toEqual(ids.slice(2, 4));
    expect(second.stderr).toBe(
      `· for older ones:   novu-msg message list --subscriber sub-1 --limit 2 --before ${ids[3]}\n`,
    );
    const last = await list(sandbox, "--limit", "2", "--before", ids[3] ?? "");
    expect([idsOf(last.stdout), last.stderr]).toEqual([ids.slice(4), ""]);
  });

  test("programs get the same columns whatever the filters", async () => {
    const at = Date.parse("2026-11-20T10:00:00Z");
    const sandbox = await useServer();
    const notice = seedOne(sandbox, { workflow: "notice", subscriberId: "sub-2", createdAt: at });
    const asked = seedOne(sandbox, { createdAt: at + 1_000 });
    const done = seedOne(sandbox, { workflow: "single", createdAt: at + 2_000 });
    const press = ["action", "complete", "sub-1", done, "primary", "--payload", '{"by":"ann"}'];
    expect((await run(press, { env: sandbox.env })).code).toBe(0);
    const rows = [
      `sub-1\t${done}\tprimary\tdone\t{"by":"ann"}\tAcknowledge item\tsingle\t2026-11-20T10:00:02.000Z\t{"primary":"OK"}\n`,
      `sub-1\t${asked}\t\tpending\t\tApprove item?\tapproval\t2026-11-20T10:00:01.000Z\t{"primary":"Approve","secondary":"Reject"}\n`,
    ].join("");
    const last = `sub-2\t${notice}\t\t\t\tNotice item\tnotice\t2026-11-20T10:00:00.000Z\t\n`;
    expect((await list(sandbox)).stdout).toBe(rows + last);
    expect((await list(sandbox, "--subscriber", "sub-1")).stdout).toBe(rows);
  });

  test("filters that the server lacks are applied here, over pages of a hundred", async () => {
    const sandbox = await useServer();
    const old = seedOne(sandbox, { createdAt: Date.now() - 3_600_000 });
    sandbox.seed({ count: 150, workflow: "notice" });
    const done = seedOne(sandbox);
    sandbox.press(done, "secondary");
    expect(idsOf((await list(sandbox, "--pending", "--limit", "1")).stdout)).toEqual([old]);
    expect(sandbox.wire()).toEqual([
      "GET /v1/messages?channel=in_app&page=0&limit=100",
      "GET /v1/messages?channel=in_app&page=1&limit=100",
    ]);
    expect(idsOf((await list(sandbox, "--done")).stdout)).toEqual([done]);
    expect(idsOf((await list(sandbox, "--workflow", "approval")).stdout)).toEqual([done, old]);
    expect(idsOf((await list(sandbox, "--workflow", "notice", "--all")).stdout)).toHaveLength(150);
  });

  test("--since ends the reading at the first older message", async () => {
    const now = Date.parse("2026-11-24T12:00:00Z");
    const sandbox = await useServer();
    sandbox.seed({ count: 300, createdAt: now - 5 * 3_600_000 });
    const recent = seedOne(sandbox, { createdAt: now - 3_600_000 });
    const listed = await run(["message", "list", "--since", "2h", "--all"], { ...sandbox, now: () => now });
    expect([idsOf(listed.stdout), listed.stderr]).toEqual([[recent], ""]);
    expect(sandbox.wire()).toHaveLength(1);
    const timed = await list(sandbox, "--since", "2026-11-24T07:00:00Z", "--limit", "2");
    expect(idsOf(timed.stdout)).toHaveLength(2);
  });

  test("--all streams every message once, however many there are", async () => {
    const sandbox = await useServer();
    sandbox.seed({ count: 250 });
    const { stdout, stderr } = await list(sandbox, "--all", "-o", "ndjson");
    const ids = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)._id);
    expect([new Set(ids).size, ids.length, stderr]).toEqual([250, 250, ""]);
    expect(sandbox.wire()).toHaveLength(3);
  });

  test("--json is one array of the messages as the server lists them", async () => {
    const sandbox = await useServer();
    sandbox.seed({ count: 2 });
    const { stdout, stderr } = await list(sandbox, "--json");
    const answer = await fetch(`${sandbox.url}/v1/messages`, {
      headers: { authorization: `ApiKey ${sandbox.keys[0]}` },
    });
    const { data } = (await answer.json()) as { data: unknown[] };
    expect([JSON.parse(stdout), stderr]).toEqual([data, ""]);
    expect(JSON.parse((await list(sandbox, "--json", "--pending", "--workflow", "none")).stdout)).toEqual([]);
  });

  test("--before also finds the place of a message that was deleted meanwhile", async () => {
    const at = Date.parse("2026-11-20T10:00:00Z");
    const sandbox = await useServer();
    const ids = Array.from({ length: 400 }, (_, n) =>
      seedOne(sandbox, { createdAt: at + n * 700 }),
    ).reverse();
    const place = ids[350] ?? "";
    sandbox.remove(place);
    const { stdout } = await list(sandbox, "--before", place, "--limit", "5");
    expect(idsOf(stdout)).toEqual(ids.slice(351, 356));
    expect(sandbox.wire().length).toBeLessThanOrEqual(6);
  });

  test("an unknown subscriber is an error, an unknown transaction an empty list that says so", async () => {
    const sandbox = await useServer();
    const nobody = await list(sandbox, "--subscriber", "nobody");
    expect([nobody.code, nobody.stdout]).toEqual([5, ""]);
    expect(nobody.stderr).toContain("[E_SUBSCRIBER · exit 5]");
    const nothing = await list(sandbox, "--transaction", "txn_none", "--pending");
    expect([nothing.code, nothing.stdout]).toEqual([0, ""]);
    expect(nothing.stderr).toContain(
      `· no pending message with transaction "txn_none"; Novu gives the same result for one that doesn't exist   127.0.0.1:`,
    );
  });

  test("several transactions are asked for at once", async () => {
    const sandbox = await useServer();
    const [a, , c] = sandbox.seed({ count: 3 });
    const { stdout } = await list(
      sandbox,
      ...[a, c].flatMap((message) => ["--transaction", message?.transactionId ?? ""]),
    );
    expect(idsOf(stdout)).toEqual([c?.messageId, a?.messageId]);
  });
});

test("a person gets a table whose titles give way, never the ids", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, {
    content: "A rather long title that nobody could read to its end in one line",
  });
  const { stdout, stderr } = await run(["message", "list", "--color", "never"], {
    ...sandbox,
    terminals: ["stdout", "stderr"],
    columns: 110,
  });
  expect(stdout.split("\n")[1]).toMatch(
    new RegExp(`^  ${id}  A rather long \\S.*…  just now  approval  \\[Approve\\] \\[Reject\\]  sub-1$`),
  );
  for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(110);
  expect(stderr).toContain("· 1 message, newest first");
});

test("the line that goes on keeps everything else of the line, and is never wrapped", async () => {
  const sandbox = await useSandbox();
  const [, second] = sandbox.seed({ count: 3, workflow: "single" });
  const { stderr } = await run(
    [
      "message",
      "list",
      `--before=${"f".repeat(24)}`,
      "--workflow",
      "single",
      "--limit",
      "2",
      "--request-timeout",
      "9s",
    ],
    { env: { ...sandbox.env, NO_COLOR: "1" }, terminals: ["stderr"], columns: 40 },
  );
  expect(stderr).toContain(
    `\n  novu-msg message list --workflow single --limit 2 --request-timeout 9s --before ${second?.messageId}\n`,
  );
});

describe("filters of v2", () => {
  const narrowed = (sandbox: TestSandbox, ...words: string[]) =>
    list(sandbox, "--subscriber", "sub-1", ...words);

  test.each<[object, readonly string[]]>([
    [{ tags: ["ops", "x"] }, ["--tag", "ops"]],
    [{ tags: ["ops"] }, ["--tag", "y", "--tag", "ops"]],
    [{ severity: "high" }, ["--severity", "high"]],
    [{ archived: true }, ["--archived"]],
    [{ snoozedUntil: "2100-01-01T00:00:00Z" }, ["--snoozed"]],
    [{ read: true }, ["--read"]],
    [{ data: { run: { id: "7" } } }, ["--data", "run.id=7"]],
    [{ contextKeys: ["tenant:acme"] }, ["--context", "tenant:acme"]],
    [{ severity: "low", tags: ["ops"] }, ["--severity", "low", "--tag", "ops"]],
  ])("%j is found by %j, as the document that a list without filters has", async (fields, words) => {
    const sandbox = await useSandbox();
    sandbox.seed({ count: 3 });
    const id = seedOne(sandbox, fields);
    seedOne(sandbox, { ...fields, subscriberId: "sub-2" });
    const found = JSON.parse((await narrowed(sandbox, ...words, "--json")).stdout);
    const all = JSON.parse((await narrowed(sandbox, "--json")).stdout);
    expect(found).toEqual(all.filter(({ _id }: { _id: string }) => _id === id));
    expect(found).toHaveLength(1);
  });

  test("pages are followed to the limit, and the line that goes on works for a deleted message", async () => {
    const sandbox = await useSandbox();
    const ids = sandbox
      .seed({ count: 130, severity: "high" })
      .map(({ messageId }) => messageId)
      .reverse();
    expect(idsOf((await narrowed(sandbox, "--severity", "high", "--all")).stdout)).toEqual(ids);
    const first = await narrowed(sandbox, "--severity", "high", "--limit", "60");
    expect(idsOf(first.stdout)).toEqual(ids.slice(0, 60));
    expect(first.stderr).toContain(`--before ${ids[59]}`);
    await run(["message", "delete", ids[59] ?? "", "--yes"], sandbox);
    const rest = await narrowed(sandbox, "--severity", "high", "--all", "--before", ids[59] ?? "");
    expect(idsOf(rest.stdout)).toEqual(ids.slice(60));
  });

  test("they are combined with those that are applied here", async () => {
    const sandbox = await useSandbox();
    const [a = "", b = ""] = sandbox.seed({ count: 2, tags: ["ops"] }).map(({ messageId }) => messageId);
    sandbox.press(a, "primary");
    expect(idsOf((await narrowed(sandbox, "--tag", "ops", "--pending")).stdout)).toEqual([b]);
  });

  test.each<[readonly string[], string]>([
    [["--tag", "ops", "--snoozed"], "--tag, --snoozed need --subscriber   [E_USAGE · exit 2]"],
    [["--subscriber", "sub-1", "--read", "--unread"], "--unread and --read can't be combined"],
    [["--subscriber", "sub-1", "--archived", "--unread"], "--unread and --archived can't be combined"],
  ])("%j is refused, and nothing is sent", async (words, text) => {
    const sandbox = await useSandbox();
    const { code, stderr } = await list(sandbox, ...words);
    expect([code, sandbox.wire()]).toEqual([2, []]);
    expect(stderr).toContain(text);
  });

  test("a server without v2 lists is named as the reason", async () => {
    const sandbox = await useSandbox({ server: "2.0" });
    const { code, stderr } = await narrowed(sandbox, "--tag", "ops");
    expect(code).toBe(6);
    expect(stderr).toContain(
      "this server can't filter messages by tag, severity, marks or data   [E_NO_ROUTE",
    );
    expect(stderr).toContain("These filters need Novu 3.14 or later.");
  });

  test("an unknown subscriber", async () => {
    const sandbox = await useSandbox();
    expect((await list(sandbox, "--subscriber", "nobody", "--archived")).code).toBe(5);
  });
});

import { describe, expect, test } from "vitest";
import type { ServerVersion } from "../../../src/sandbox/sandbox.js";
import { inputOf, refusalOf } from "../../support/parse-only.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { seedOne, type TestSandbox, useSandbox } from "../../support/sandbox.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const OTHER = "65f0c1a9b2d4e6f8a0b1c2d4";

test("mark takes several messages, each once", async () => {
  const input = { subscriberId: "alice", messageIds: [ID, OTHER], mark: "read" };
  expect(await inputOf(["message", "mark", "alice", ID, OTHER, ID.toUpperCase(), "--as", "read"])).toEqual(
    input,
  );
  expect(await inputOf(["message", "mark", "--subscriber", "alice", ID, OTHER, "--as", "read"])).toEqual(
    input,
  );
  expect(
    await inputOf(["message", "mark", "alice", "--message", ID, "--message", OTHER, "--as", "read"]),
  ).toEqual(input);
});

test("--until alone means snoozed", async () => {
  expect(await inputOf(["message", "mark", "alice", ID, "--until", "2h"])).toMatchObject({
    mark: "snoozed",
    until: { distanceMs: 7_200_000 },
  });
});

test.each<[readonly string[], string]>([
  [
    [],
    "E_INPUT: missing: <subscriberId>, <messageId…>, --as <read|unread|seen|unseen|archived|unarchived|snoozed|unsnoozed>",
  ],
  [["alice", "--as", "read"], "E_INPUT: missing: <messageId…>"],
  [["alice", ID], "E_INPUT: missing: --as <read|unread|seen|unseen|archived|unarchived|snoozed|unsnoozed>"],
  [["alice", ID, "--as", "snoozed"], "E_INPUT: missing: --until <when>"],
  [["alice", ID, "--as", "raed"], `E_ENUM: "raed" isn't a mark. Did you mean "read"?`],
  [["alice", ID, "a b", "--as", "read"], `E_ID: "a b" isn't a message ID but text with spaces`],
])("mark refuses %j", async (words, refusal) => {
  expect(await refusalOf(["message", "mark", ...words])).toBe(refusal);
});

const mark = (sandbox: TestSandbox, ...words: string[]) => run(["message", "mark", ...words], sandbox);
const metadataOf = async (sandbox: TestSandbox) => {
  const { stdout } = await run(["message", "list", "-o", "tsv", "--fields", "seen,read"], sandbox);
  return stdout;
};

describe.each<ServerVersion>(["3.15", "2.0"])("on a server %s", (server) => {
  test("one request marks them all", async () => {
    const sandbox = await useSandbox({ server });
    const [a = "", b = ""] = sandbox.seed({ count: 2 }).map(({ messageId }) => messageId);
    const { code, stdout, stderr } = await mark(sandbox, "sub-1", a, b, "--as", "read");
    expect([code, stdout]).toEqual([0, `${a}\tread\t\n${b}\tread\t\n`]);
    expect(stderr).toContain("✔ 2 messages of sub-1 → read   127.0.0.1:");
    expect(sandbox.wire().filter((line) => !line.startsWith("GET"))).toEqual([
      `POST /v1/subscribers/sub-1/messages/mark-as {"messageId":["${a}","${b}"],"markAs":"read"}`,
    ]);
    expect(await metadataOf(sandbox)).toBe("true\ttrue\ntrue\ttrue\n");
  });

  test.each([
    ["read", "true\ttrue\n"],
    ["unread", "true\tfalse\n"],
    ["seen", "true\tfalse\n"],
    ["unseen", "false\tfalse\n"],
  ])("a message is marked %s", async (word, marks) => {
    const sandbox = await useSandbox({ server });
    expect((await mark(sandbox, "sub-1", seedOne(sandbox), "--as", word)).code).toBe(0);
    expect(await metadataOf(sandbox)).toBe(marks);
  });

  test("one of another subscriber's is named, the others are marked, and the end is not a success", async () => {
    const sandbox = await useSandbox({ server });
    const own = seedOne(sandbox);
    const foreign = seedOne(sandbox, { subscriberId: "sub-2" });
    const { code, stdout, stderr } = await mark(sandbox, "sub-1", foreign, own, ID, "--as", "read");
    expect(code).toBe(5);
    const [name, why] =
      server === "3.15"
        ? ["E_MESSAGE", 'subscriber "sub-1" has no such message']
        : ["E_WRONG_SUBSCRIBER", "it belongs to another subscriber"];
    expect(stdout).toBe(
      `${foreign}\t${name}\t${why}\n${own}\tread\t\n${ID}\tE_MESSAGE\tsubscriber "sub-1" has no such message\n`,
    );
    expect(stderr).toContain(`! not marked: ${foreign}, ${ID}. They may be another subscriber's`);
    const json = await mark(sandbox, "sub-1", foreign, own, "--as", "read", "--json");
    expect([json.code, json.stderr]).toEqual([5, ""]);
    expect(JSON.parse(json.stdout)).toEqual([
      { messageId: foreign, mark: "read", ok: false, code: name, message: why },
      { messageId: own, mark: "read", ok: true, code: null, message: null },
    ]);
  });

  test("another subscriber's message that was in that state before does not count as marked", async () => {
    const sandbox = await useSandbox({ server });
    const foreign = seedOne(sandbox, { subscriberId: "sub-2" });
    sandbox.press(foreign, "primary");
    const { code, stderr } = await mark(sandbox, "sub-1", foreign, "--as", "read");
    expect(code).toBe(5);
    expect(stderr).toContain(`error: message ${foreign} wasn't marked: `);
    expect(stderr).toContain("try: novu-msg message list --subscriber sub-1   (to see the messages)");
  });

  test("an absent message is not found, as for delete", async () => {
    const sandbox = await useSandbox({ server });
    for (const argv of [
      ["message", "mark", "sub-1", ID, "--as", "read"],
      ["message", "delete", ID, "--yes"],
    ]) {
      const { code, stderr } = await run(argv, sandbox);
      expect(code).toBe(5);
      expect(stderr).toContain("[E_MESSAGE · exit 5]");
    }
  });

  test("an unknown subscriber", async () => {
    const sandbox = await useSandbox({ server });
    const { code, stderr } = await mark(sandbox, "nobody", seedOne(sandbox), "--as", "seen");
    expect(code).toBe(5);
    expect(stderr).toContain("[E_SUBSCRIBER · exit 5]");
  });
});

test("messages are archived and snoozed, one by one, and that is taken back", async () => {
  const sandbox = await useSandbox();
  const [a = "", b = ""] = sandbox.seed({ count: 2 }).map(({ messageId }) => messageId);
  const shelf = async () => {
    const { stdout } = await run(["message", "list", "--json"], sandbox);
    return JSON.parse(stdout).map((one: { archived: boolean; snoozedUntil?: string }) => [
      one.archived,
      Boolean(one.snoozedUntil),
    ]);
  };
  expect((await mark(sandbox, "sub-1", a, b, "--as", "archived")).stdout).toBe(
    `${a}\tarchived\t\n${b}\tarchived\t\n`,
  );
  expect(await shelf()).toEqual([
    [true, false],
    [true, false],
  ]);
  expect((await mark(sandbox, "sub-1", a, b, "--as", "unarchived")).code).toBe(0);
  expect((await mark(sandbox, "sub-1", a, b, "--as", "snoozed", "--until", "2h")).code).toBe(0);
  expect(await shelf()).toEqual([
    [false, true],
    [false, true],
  ]);
  expect((await mark(sandbox, "sub-1", a, b, "--as", "unsnoozed")).code).toBe(0);
  expect(await shelf()).toEqual([
    [false, false],
    [false, false],
  ]);
  const absent = await mark(sandbox, "sub-1", ID, a, "--as", "archived");
  expect(absent.code).toBe(5);
  const long = await mark(sandbox, "sub-1", a, "--as", "snoozed", "--until", "3d");
  expect([long.code, long.stderr]).toEqual([6, expect.stringContaining("doesn't allow such a long snooze")]);
});

test.each([
  [["--as", "snoozed"], "missing: --until <when>"],
  [["--as", "read", "--until", "2h"], "--until only works with --as snoozed"],
  [["--as", "snoozed", "--until", "59s"], "--until must be at least 60 seconds ahead"],
])("%j is refused before anything is sent", async (words, text) => {
  const sandbox = await useSandbox();
  const { code, stderr } = await mark(sandbox, "sub-1", ID, ...words);
  expect([code, sandbox.wire()]).toEqual([2, []]);
  expect(stderr).toContain(text);
});

test("a server without v2 is said to be too old to archive", async () => {
  const sandbox = await useSandbox({ server: "2.0" });
  const { code, stderr } = await mark(sandbox, "sub-1", seedOne(sandbox), "--as", "archived");
  expect(code).toBe(6);
  expect(stderr).toContain("older servers can't archive or snooze messages.");
});

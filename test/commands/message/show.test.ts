import { describe, expect, test } from "vitest";
import type { ServerVersion } from "../../../src/sandbox/sandbox.js";
import { inputOf, refusalOf } from "../../support/parse-only.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

test("show takes a message by id, by transaction, or the latest", async () => {
  const input = async (...words: string[]) => inputOf(["message", "show", ...words]);
  expect(await input("alice", ID)).toEqual({ selector: { by: "id", subscriberId: "alice", messageId: ID } });
  expect(await input("alice", "--latest")).toEqual({ selector: { by: "latest", subscriberId: "alice" } });
  expect(await input("--transaction", "t")).toEqual({
    selector: { by: "transaction", transactionId: "t", subscriberId: undefined },
  });
  expect(await refusalOf(["message", "show"])).toBe("E_INPUT: missing: <subscriberId>, <messageId>");
});

const SINCE_2_0 = [
  "link\thttps://x.example/go",
  "archived\tyes",
  "snoozed until\t2026-12-20T10:00:00.000Z",
  "tags\tops, ab",
];
const SHOWN_WHERE_PRESENT: Readonly<Partial<Record<ServerVersion, readonly string[]>>> = {
  "3.15": [
    ...SINCE_2_0,
    "avatar\thttps://x.example/a.png",
    'data\t{"ticket":7}',
    "severity\thigh",
    "contexts\ttenant:acme",
  ],
  "2.0": SINCE_2_0,
};

describe.each<ServerVersion>(["3.15", "2.0"])("on a server %s", (server) => {
  test("a card holds all there is to know, the content without its HTML", async () => {
    const at = Date.parse("2026-11-20T10:00:00Z");
    const sandbox = await useSandbox({ server, now: () => at + 60_000 });
    const content =
      '<p>Deploy <b>4.2</b>?</p><ul><li>api</li><li><a href="https://x.example/d">docs</a></li></ul>';
    const id = seedOne(sandbox, { content, createdAt: at });
    sandbox.press(id, "primary");
    const { code, stdout } = await run(["message", "show", "sub-1", id], sandbox);
    const facts = Object.fromEntries(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split("\t")),
    );
    expect(code).toBe(0);
    expect(facts).toEqual({
      message: id,
      subscriber: "sub-1",
      title: "Deploy 4.2?",
      content: "Deploy 4.2? - api - docs (https://x.example/d)",
      link: "/approvals/item",
      primary: "Approve",
      secondary: "Reject",
      answer: "primary done",
      payload: "",
      "trigger payload": '{"what":"item"}',
      workflow: "approval",
      transaction: expect.stringMatching(/^txn_\w+$|^[0-9a-f-]{36}$/),
      delivery: "sent",
      created: "2026-11-20T10:00:00.000Z",
      delivered: server === "3.15" ? "2026-11-20T10:00:00.000Z" : "",
      seen: "2026-11-20T10:01:00.000Z",
      read: "2026-11-20T10:01:00.000Z",
      environment: expect.stringMatching(/^[0-9a-f]{24}$/),
    });
  });

  test("what few messages have is shown where it is there, cleaned", async () => {
    const sandbox = await useSandbox({ server });
    const id = seedOne(sandbox, {
      redirect: { url: "https://x.example/\u001b[31mgo" },
      data: { ticket: 7 },
      severity: "high",
      tags: ["ops", "a\u202eb"],
      contextKeys: ["tenant:acme"],
      avatar: "https://x.example/a.png",
      archived: true,
      snoozedUntil: "2026-12-20T10:00:00.000Z",
    });
    const { stdout } = await run(["message", "show", "sub-1", id], sandbox);
    for (const line of SHOWN_WHERE_PRESENT[server] ?? []) expect(stdout).toContain(`\n${line}\n`);
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
  });

  test("a person sees the content's lines as lines", async () => {
    const sandbox = await useSandbox({ server });
    const id = seedOne(sandbox, { content: "one<br>two &amp; three\u0007" });
    const { stdout, stderr } = await run(["message", "show", "sub-1", id, "--color", "never"], {
      ...sandbox,
      terminals: ["stdout", "stderr"],
    });
    expect(stdout).toContain("\n  content          one\n                   two & three\n");
    expect(stderr).toContain("control characters were removed above");
  });

  test("--json is the message as it is listed", async () => {
    const sandbox = await useSandbox({ server });
    const id = seedOne(sandbox);
    const shown = await run(["message", "show", "sub-1", id, "--json"], sandbox);
    const listed = await run(["message", "list", "--json"], sandbox);
    expect(JSON.parse(shown.stdout)).toEqual(JSON.parse(listed.stdout)[0]);
  });

  test("--latest also takes a message without buttons, and says which one it is", async () => {
    const sandbox = await useSandbox({ server });
    seedOne(sandbox, { createdAt: Date.now() - 5_000 });
    const id = seedOne(sandbox, { workflow: "notice" });
    const { stdout, stderr } = await run(["message", "show", "sub-1", "--latest"], sandbox);
    expect(stdout).toContain(`message\t${id}\n`);
    expect(stdout).toContain("answer\t\n");
    expect(stderr).toContain(`· newest message: "Notice item", message ${id}\n`);
    expect(sandbox.wire()).toEqual(["GET /v1/messages?subscriberId=sub-1&channel=in_app&page=0&limit=1"]);
  });

  test("the latest of somebody without messages", async () => {
    const sandbox = await useSandbox({ server });
    const { code, stderr } = await run(["message", "show", "sub-2", "--latest"], sandbox);
    expect(code).toBe(5);
    expect(stderr).toContain('error: subscriber "sub-2" has no in-app message   [E_MESSAGE · exit 5]');
  });
});

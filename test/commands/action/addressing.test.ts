import { describe, expect, test } from "vitest";
import type { ServerVersion } from "../../../src/sandbox/sandbox.js";
import { useNovuServer } from "../../support/loopback-server.js";
import { inputOf, refusalOf } from "../../support/parse-only.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { KEY, seedOne, type TestSandbox, useSandbox } from "../../support/sandbox.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const TXN = "txn_6b03e09d1rjx8pm0wzp2";
const byTransaction = (subscriberId?: string) => ({ by: "transaction", transactionId: TXN, subscriberId });

test.each<[readonly string[], object]>([
  [["complete", "--transaction", TXN, "primary"], { selector: byTransaction(), button: { type: "primary" } }],
  [
    ["complete", "alice", "--transaction", TXN, "primary"],
    { selector: byTransaction("alice"), button: { type: "primary" } },
  ],
  [
    ["complete", "--transaction", TXN, "--button", "Approve", "alice"],
    { selector: byTransaction("alice"), button: { label: "Approve" } },
  ],
  [
    ["revert", "--transaction", TXN, "--button", "secondary", "--subscriber", "alice"],
    { selector: byTransaction("alice"), button: { type: "secondary" } },
  ],
  [
    ["complete", "alice", "primary", "--latest"],
    { selector: { by: "latest", subscriberId: "alice" }, button: { type: "primary" } },
  ],
  [
    ["complete", "alice", ID, "--button", "Primary!!!"],
    { selector: { by: "id", subscriberId: "alice", messageId: ID }, button: { label: "Primary!!!" } },
  ],
  [
    ["complete", "--transaction", TXN, "Approve"],
    { selector: byTransaction(), button: { label: "Approve" } },
  ],
  [
    ["set", "alice", ID, "Yes, please", "done"],
    {
      selector: { by: "id", subscriberId: "alice", messageId: ID },
      button: { label: "Yes, please" },
      status: "done",
    },
  ],
  [
    ["set", "alice", "primary", "done", "--message", ID],
    {
      selector: { by: "id", subscriberId: "alice", messageId: ID },
      button: { type: "primary" },
      status: "done",
    },
  ],
  [
    ["set", "alice", "primary", "pending", "--latest"],
    { selector: { by: "latest", subscriberId: "alice" }, button: { type: "primary" }, status: "pending" },
  ],
  [
    ["set", "alice", ID, "primary", "done", "--status", "done"],
    { selector: { by: "id", subscriberId: "alice", messageId: ID }, status: "done" },
  ],
  [
    ["set", "alice", "msg-1", "primary", "--status", "done"],
    { selector: { by: "id", subscriberId: "alice", messageId: "msg-1" } },
  ],
])("action %j means", async (words, input) => {
  expect(await inputOf(["action", ...words])).toMatchObject(input);
});

test.each<[readonly string[], object]>([
  [["--transaction", TXN], byTransaction()],
  [["alice", "--transaction", TXN], byTransaction("alice")],
  [["alice", "--latest"], { by: "latest", subscriberId: "alice" }],
])("action get %j means", async (words, selector) => {
  expect(await inputOf(["action", "get", ...words])).toEqual({ selector });
});

test.each<[readonly string[], string]>([
  [
    ["get", "alice", "--latest", "--transaction", TXN],
    "E_CONFLICT: --transaction and --latest can't be combined: each selects a message",
  ],
  [
    ["get", "--message", ID, "--latest"],
    "E_CONFLICT: --message and --latest can't be combined: each selects a message",
  ],
  [["get", "--latest"], "E_INPUT: missing: <subscriberId>"],
  [["get", "--transaction", ""], "E_USAGE: an option has an empty value"],
  [["complete", "--transaction", TXN], "E_INPUT: missing: <primary|secondary>"],
  [["set", "--latest"], "E_INPUT: missing: <subscriberId>, <primary|secondary>, --status <pending|done>"],
  [["complete", "alice", ID, "primary", "--transaction", TXN], 'E_USAGE: too many arguments: "primary"'],
  [["complete", "alice", ID, "--button", " "], `E_ENUM: " " isn't a button`],
  [["complete", "alice", ID, "primery"], `E_ENUM: "primery" isn't a button. Did you mean "primary"?`],
  [["complete", "alice", ID, "Primary"], `E_ENUM: "Primary" isn't a button. Did you mean "primary"?`],
  [["complete", "alice", ID, "rpimay"], `E_ENUM: "rpimay" isn't a button. Did you mean "primary"?`],
  [
    ["complete", "alice", ID, "--button", "scondry"],
    `E_ENUM: "scondry" isn't a button. Did you mean "secondary"?`,
  ],
  [
    ["set", "alice", ID, "primary", "done", "--status", "pending"],
    'E_CONFLICT: the status is "done" but also --status pending; use one of them',
  ],
  [["set", "alice", ID, "primary", "doen"], `E_ENUM: "doen" isn't a status. Did you mean "done"?`],
  [["set", "alice", ID, "primary", "done", "x"], "E_USAGE: too many arguments for novu-msg action set"],
  [["set", "--transaction", TXN, "primary", "done"], "E_INPUT: missing: --status <pending|done>"],
  [["complete", "alice", ID, "primary", "done"], "E_USAGE: too many arguments for novu-msg action complete"],
  [["get", "alice", "bob@example.com"], `E_ID: "bob@example.com" isn't a message ID but an email address`],
  [["get", "alice", "https://web.novu.co/x"], `E_ID: "https://web.novu.co/x" isn't a message ID but a URL`],
  [["get", "alice", "primary"], `E_ID: "primary" isn't a message ID but a word for a button or a status`],
  [["get", "alice", "a b"], `E_ID: "a b" isn't a message ID but text with spaces`],
  [["get", "alice", ".."], `E_ID: ".." isn't a message ID but text that can't be part of a URL`],
  [["get", "alice", "alice"], `E_ID: "alice" can't be both the subscriber and the message`],
  [["get", ID, "alice"], `E_ID: "${ID}" is the message ID: swap the subscriber and the message`],
])("action %j is refused", async (words, refusal) => {
  expect(await refusalOf(["action", ...words])).toBe(refusal);
});

test.each<[readonly string[], string]>([
  [["get", "alice", TXN], `novu-msg action get alice --transaction=${TXN}`],
  [["get", "alice", "--message", TXN], `novu-msg action get alice --transaction ${TXN}`],
  [["complete", "alice", TXN, "primary"], `novu-msg action complete alice --transaction=${TXN} primary`],
])("a transaction in the message's place gets the line that means it: %j", async (words, line) => {
  const { code, stderr } = await run(["action", ...words]);
  expect(code).toBe(2);
  expect(stderr).toContain("It looks like a transaction ID: use --transaction. Nothing was sent.");
  expect(stderr).toContain(`  try: ${line}\n`);
});

const seed = (sandbox: TestSandbox, input: Parameters<TestSandbox["seed"]>[0] = {}) => {
  const [message] = sandbox.seed(input);
  if (message === undefined) throw new Error("the sandbox made no message");
  return message;
};
/** Several subscribers get the same trigger's message. */
const broadcast = async (sandbox: TestSandbox, to: readonly string[]): Promise<string> => {
  const answer = await fetch(`${sandbox.url}/v1/events/trigger`, {
    method: "POST",
    headers: { authorization: `ApiKey ${KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "approval", to, payload: { what: "it" } }),
  });
  const { data } = (await answer.json()) as { data: { transactionId: string } };
  sandbox.forget();
  return data.transactionId;
};
const act = (sandbox: TestSandbox, ...words: string[]) => run(["action", ...words], sandbox);

describe.each<ServerVersion>(["3.15", "2.0"])("on a server %s", (server) => {
  test("a transaction finds the message and whose it is", async () => {
    const sandbox = await useSandbox({ server });
    const { messageId, transactionId } = seed(sandbox, { subscriberId: "sub-2" });
    const { code, stdout } = await act(
      sandbox,
      "complete",
      "--transaction",
      transactionId,
      "secondary",
      "--json",
    );
    expect([code, JSON.parse(stdout)._id]).toEqual([0, messageId]);
    expect(sandbox.wire()).toEqual([
      `GET /v1/messages?transactionId=${transactionId}&channel=in_app&page=0&limit=20`,
      `POST /v1/subscribers/sub-2/messages/${messageId}/actions/secondary {"status":"done"}`,
    ]);
  });

  test("a transaction with several messages is refused with the lines that mean one each", async () => {
    const sandbox = await useSandbox({ server });
    const transactionId = await broadcast(sandbox, ["sub-1", "sub-2"]);
    const { code, stdout, stderr } = await act(
      sandbox,
      "complete",
      "--transaction",
      transactionId,
      "primary",
      "--set",
      "by=a b",
    );
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(
      `error: transaction "${transactionId}" has 2 in-app messages   [E_AMBIGUOUS · exit 2]`,
    );
    expect(stderr).toMatch(
      /try: novu-msg action complete primary --set 'by=a b' --subscriber sub-2 --message [0-9a-f]{24} {3}\(Approve it\?\)\n/,
    );
    expect(sandbox.wire().filter((line) => line.startsWith("POST"))).toEqual([]);
    const [, line = ""] =
      /or: novu-msg (action complete primary .* --message [0-9a-f]{24})/.exec(stderr) ?? [];
    const words = line.replace("'by=a b'", "by=a_b").split(" ");
    expect((await run(words, sandbox)).code).toBe(0);
  });

  test("with the subscriber a transaction is unambiguous again", async () => {
    const sandbox = await useSandbox({ server });
    const transactionId = await broadcast(sandbox, ["sub-1", "sub-2"]);
    const { code, stderr } = await act(sandbox, "get", "sub-2", "--transaction", transactionId);
    expect(code).toBe(0);
    expect(stderr).toContain("· answer: pending   127.0.0.1:");
  });

  test("a transaction without messages", async () => {
    const sandbox = await useSandbox({ server });
    const { code, stderr } = await act(sandbox, "get", "--transaction", "nope");
    expect(code).toBe(5);
    expect(stderr).toContain('error: no in-app message has transaction "nope"   [E_MESSAGE · exit 5]');
  });

  test("the latest for an action is the newest with buttons, and it is named", async () => {
    const sandbox = await useSandbox({ server });
    const at = Date.now() - 60_000;
    seedOne(sandbox, { createdAt: at });
    const id = seedOne(sandbox, { createdAt: at + 1_000 });
    sandbox.seed({ count: 60, workflow: "notice", createdAt: at + 2_000 });
    const { code, stderr } = await act(sandbox, "complete", "sub-1", "--latest", "primary");
    expect(code).toBe(0);
    expect(stderr).toContain(`· newest message with buttons: "Approve item?", message ${id}\n`);
    expect(sandbox.wire().at(-1)).toBe(
      `POST /v1/subscribers/sub-1/messages/${id}/actions/primary {"status":"done"}`,
    );
  });

  test("none with buttons", async () => {
    const sandbox = await useSandbox({ server });
    sandbox.seed({ count: 2, workflow: "notice" });
    const { code, stderr } = await act(sandbox, "complete", "sub-1", "--latest", "primary");
    expect(code).toBe(5);
    expect(stderr).toContain('error: subscriber "sub-1" has no message with buttons   [E_MESSAGE · exit 5]');
    expect(stderr).toContain("Searched the newest 2 messages.");
  });

  test.each(["Approve", "approve", " APPROVE "])("the label %j means its button", async (label) => {
    const sandbox = await useSandbox({ server });
    const id = seedOne(sandbox);
    const { code } = await act(sandbox, "complete", "sub-1", id, "--button", label);
    expect(code).toBe(0);
    expect(sandbox.wire()).toEqual([
      "GET /v1/messages?subscriberId=sub-1&channel=in_app&page=0&limit=100",
      `POST /v1/subscribers/sub-1/messages/${id}/actions/primary {"status":"done"}`,
    ]);
  });

  test("a label that differs only in case from another is taken exactly", async () => {
    const sandbox = await useSandbox({ server });
    const id = seedOne(sandbox, { labels: { primary: "OK", secondary: "ok" } });
    await act(sandbox, "complete", "sub-1", id, "--button", "ok");
    expect(sandbox.wire().at(-1)).toContain("/actions/secondary ");
    const both = await act(sandbox, "complete", "sub-1", id, "--button", "Ok");
    expect(both.code).toBe(2);
    expect(both.stderr).toContain('error: both buttons are labeled "Ok"   [E_AMBIGUOUS · exit 2]');
    expect(both.stderr).toContain(`try: novu-msg action complete sub-1 ${id} --button primary\n`);
    expect(both.stderr).toContain(`or: novu-msg action complete sub-1 ${id} --button secondary\n`);
  });

  test("an unknown label names those there are, and nothing is written", async () => {
    const sandbox = await useSandbox({ server });
    const id = seedOne(sandbox);
    const { code, stderr } = await act(sandbox, "complete", "sub-1", id, "--button", "Aprove");
    expect(code).toBe(2);
    expect(stderr).toContain(
      'error: the message has no button "Aprove". Did you mean "Approve"?   [E_ENUM · exit 2]',
    );
    expect(stderr).toContain('Its buttons: "Approve" (primary), "Reject" (secondary).');
    expect(stderr).toContain(`try: novu-msg action complete sub-1 ${id} --button Approve\n`);
    const notice = seedOne(sandbox, { workflow: "notice" });
    expect((await act(sandbox, "complete", "sub-1", notice, "--button", "OK")).stderr).toContain(
      "It has no buttons.",
    );
    expect(sandbox.wire().filter((line) => line.startsWith("POST"))).toEqual([]);
  });

  test("a preview reads only where it has to", async () => {
    const sandbox = await useSandbox({ server });
    const { messageId, transactionId } = seed(sandbox);
    await act(sandbox, "complete", "sub-1", messageId, "primary", "--dry-run");
    expect(sandbox.wire()).toEqual([]);
    const { stdout } = await act(
      sandbox,
      "complete",
      "--transaction",
      transactionId,
      "--button",
      "reject",
      "--print",
      "http",
    );
    expect(stdout).toContain(`POST /v1/subscribers/sub-1/messages/${messageId}/actions/secondary`);
    expect(sandbox.wire()).toHaveLength(1);
  });

  test("merging reads a message that was located only once", async () => {
    const sandbox = await useSandbox({ server });
    const { messageId, transactionId } = seed(sandbox);
    await act(sandbox, "complete", "sub-1", messageId, "primary", "--set", "a=1");
    sandbox.forget();
    await act(
      sandbox,
      "complete",
      "--transaction",
      transactionId,
      "primary",
      "--set",
      "b=2",
      "--merge-payload",
    );
    expect(sandbox.wire()).toEqual([
      `GET /v1/messages?transactionId=${transactionId}&channel=in_app&page=0&limit=20`,
      `POST /v1/subscribers/sub-1/messages/${messageId}/actions/primary {"status":"done","payload":{"a":"1","b":"2"}}`,
    ]);
  });

  test("an event's id in the message's place is recognised where messages are read", async () => {
    const sandbox = await useSandbox({ server });
    const id = seedOne(sandbox);
    const listed = await run(["message", "list", "--query", "[0]._notificationId"], sandbox);
    const eventId = listed.stdout.trim();
    const got = await act(sandbox, "get", "sub-1", eventId);
    expect(got.code).toBe(5);
    expect(got.stderr).toContain(`error: ${eventId} is the ID of an event, not of a message`);
    expect(got.stderr).toContain(`try: novu-msg action get sub-1 ${id}\n`);
    sandbox.forget();
    const written = await run(["action", "complete", "sub-1", eventId, "primary"], {
      ...sandbox,
      terminals: ["stdout"],
    });
    expect(written.stderr).toContain(`novu-msg action complete sub-1 ${id} primary`);
    expect(sandbox.wire().filter((line) => line.startsWith("POST"))).toEqual([]);
    sandbox.forget();
    expect((await act(sandbox, "complete", "sub-1", eventId, "primary")).code).toBe(5);
    expect(sandbox.wire()).toHaveLength(1);
  });

  test("Novu's own id of a subscriber gets the right one for a person, and no request more for a script", async () => {
    const sandbox = await useSandbox({ server });
    const { transactionId } = seed(sandbox);
    const internal = (await run(["subscriber", "show", "sub-1", "--query", "_id"], sandbox)).stdout.trim();
    sandbox.forget();
    const line = [
      "action",
      "complete",
      internal,
      "primary",
      "--transaction",
      transactionId,
      "--color",
      "never",
    ];
    const script = await run(line, sandbox);
    expect([script.code, sandbox.wire().length]).toEqual([5, 1]);
    expect(script.stderr).toContain("It looks like Novu's internal _id");
    const person = await run(line, { ...sandbox, terminals: ["stdout"] });
    expect(person.code).toBe(5);
    expect(person.stderr).toContain(`error: "${internal}" is Novu's internal _id of subscriber "sub-1"`);
    expect(person.stderr).toContain(
      `try: novu-msg action complete sub-1 primary --transaction ${transactionId}`,
    );
  });
});

test("a message that does not tell whose it is needs the subscriber said", async () => {
  const env = await useNovuServer((_, response) =>
    response.end(JSON.stringify({ data: [{ _id: ID, subscriber: null }], hasMore: false })),
  );
  const { code, stderr } = await run(["action", "get", "--transaction", "t"], { env });
  expect(code).toBe(12);
  expect(stderr).toContain(`error: Novu doesn't say which subscriber message ${ID} belongs to`);
  expect((await run(["action", "get", "alice", "--transaction", "t"], { env })).code).toBe(0);
});

describe("an id of unknown form", () => {
  test("is sent as it is, after a look at the newest page, and the server's refusal is explained", async () => {
    const sandbox = await useSandbox();
    seedOne(sandbox);
    const { code, stderr } = await run(["action", "set", "sub-1", "msg/1", "primary", "done"], sandbox);
    expect(code).toBe(6);
    expect(stderr).toContain("Server response (422)");
    expect(sandbox.wire()).toEqual([
      "GET /v1/messages?subscriberId=sub-1&channel=in_app&page=0&limit=100",
      'POST /v1/subscribers/sub-1/messages/msg%2F1/actions/primary {"status":"done"}',
    ]);
  });
});

describe("a label names the button", () => {
  const labels = { primary: "Café, ja", secondary: "Reject" };

  test.each([
    [["complete", "Café, ja"], "/actions/primary "],
    [["complete", "  cafe\u0301, JA "], "/actions/primary "],
    [["revert", "reject", "--overwrite"], "/actions/secondary "],
  ])("%j", async ([verb = "", label = "", ...options], route) => {
    const sandbox = await useSandbox();
    const id = seedOne(sandbox, { labels });
    const { code } = await run(["action", verb, "sub-1", id, label, ...options], sandbox);
    expect(code).toBe(0);
    expect(sandbox.wire().at(-1)).toContain(route);
  });

  test("is compares with the message that it read", async () => {
    const sandbox = await useSandbox();
    const id = seedOne(sandbox, { labels });
    sandbox.press(id, "secondary");
    const is = (label: string) => run(["action", "is", "sub-1", id, label], sandbox);
    expect([(await is("Reject")).code, (await is("Café, ja")).code]).toEqual([0, 1]);
    const unknown = await is("Aprove");
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('no button "Aprove"')]);
  });

  test("both buttons with one label are told apart by their types, on a line for each", async () => {
    const sandbox = await useSandbox();
    const id = seedOne(sandbox, { labels: { primary: "OK", secondary: "ok" } });
    const { code, stderr } = await run(["action", "complete", "sub-1", id, "Ok"], sandbox);
    expect(code).toBe(2);
    expect(stderr).toContain(`try: novu-msg action complete sub-1 ${id} primary\n`);
    expect(stderr).toContain(`or: novu-msg action complete sub-1 ${id} secondary\n`);
  });
});

test("swapped IDs get the line that means it", async () => {
  const { code, stderr } = await run(["action", "complete", ID, "alice", "primary"]);
  expect(code).toBe(2);
  expect(stderr).toContain(`try: novu-msg action complete alice ${ID} primary\n`);
});

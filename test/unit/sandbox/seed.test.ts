import { expect, test } from "vitest";
import { type Seed, type ServerVersion, startSandbox } from "../../../src/sandbox/sandbox.js";
import { listPath, runSandbox, senderFor } from "./running-sandbox.js";

const NOW = Date.parse("2026-01-31T09:00:00.000Z");
const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

const FULL: Seed = {
  $schema: "./sandbox-seed.schema.json",
  subscribers: [
    { subscriberId: "alice", firstName: "Alice", locale: "en_US" },
    { subscriberId: "sub-1", lastName: "King" },
  ],
  messages: [
    {
      messageId: ID.toUpperCase(),
      workflow: "approval",
      subscriberId: "alice",
      transactionId: "deploy-42",
      content: "Deploy 4.2?",
      labels: { primary: "Ship it" },
      payload: { build: 42 },
      answer: { button: "secondary", payload: { by: "phone" } },
      ago: "2h",
    },
    { workflow: "single", answer: { button: "primary", status: "pending" }, read: false, seen: true },
    { workflow: "notice", archived: true, createdAt: "2026-01-01T00:00:00Z", count: 2 },
  ],
};

/** The messages as a client of the sandbox sees them, newest first. */
const listed = async (seed: Seed, server: ServerVersion) => {
  const { send } = await runSandbox({ server, seed, now: () => NOW });
  const { body } = await send("GET", listPath({}));
  return (body as { data: object[] }).data;
};

test.for(["2.0", "3.15"] as const)("a seed is what the routes of %s answer", async (server) => {
  expect(await listed(FULL, server)).toMatchObject([
    {
      templateIdentifier: "single",
      createdAt: "2026-01-31T08:59:59.999Z",
      subscriber: { subscriberId: "sub-1", firstName: "Ada", lastName: "King" },
      seen: true,
      read: false,
      cta: { action: { status: "pending", result: { type: "primary" } } },
    },
    {
      _id: ID,
      transactionId: "deploy-42",
      templateIdentifier: "approval",
      content: "Deploy 4.2?",
      payload: { build: 42 },
      createdAt: "2026-01-31T07:00:00.000Z",
      lastReadDate: "2026-01-31T07:00:00.000Z",
      subscriber: { subscriberId: "alice", firstName: "Alice" },
      seen: true,
      read: true,
      cta: {
        action: {
          status: "done",
          result: { type: "secondary", payload: { by: "phone" } },
          buttons: [{ content: "Ship it" }, { content: "Reject" }],
        },
      },
    },
    { templateIdentifier: "notice", archived: true, seen: false, createdAt: "2026-01-01T00:00:00.000Z" },
    { templateIdentifier: "notice", archived: true, seen: false, createdAt: "2026-01-01T00:00:00.000Z" },
  ]);
});

test("subjects and the new workflows are for 3.15 only", async () => {
  const messages = [{ workflow: "approval-v2", subject: "Deploy" }];
  expect(await listed({ messages }, "3.15")).toMatchObject([{ subject: "Deploy", stepId: "in-app" }]);
  await expect(listed({ messages }, "2.0")).rejects.toThrow(
    'messages[0].workflow: no workflow "approval-v2"; known: approval, single, notice\n' +
      "messages[0].subject: doesn't exist on 2.0",
  );
});

const refused: readonly [unknown, string | readonly string[]][] = [
  [[], "a seed must be an object"],
  [{ messages: [[]] }, "messages[0]: must be an object"],
  [{ message: [] }, 'message: is an unknown field. Did you mean "messages"?'],
  [{ key: "k" }, "key: is an unknown field; known: $schema, subscribers, messages"],
  [{ messages: {} }, "messages: must be an array"],
  [{ subscribers: [{}] }, "subscribers[0].subscriberId: is missing"],
  [{ subscribers: [{ subscriberId: "" }] }, "subscribers[0].subscriberId: must not be empty"],
  [
    { messages: [{}, { contnet: "x" }, { count: 0 }] },
    [
      'messages[1].contnet: is an unknown field. Did you mean "content"?',
      "messages[2].count: must be a whole number from 1 to 100000",
    ],
  ],
  [{ messages: [{ messageId: "42" }] }, "messages[0].messageId: must be 24 hex digits"],
  [
    { messages: [{ messageId: ID }, { messageId: ID.toUpperCase() }] },
    "messages[1].messageId: another message has this ID",
  ],
  [
    { messages: [{ messageId: ID, count: 2 }] },
    "messages[0].count: one ID can't be used for several messages",
  ],
  [{ messages: [{ answer: {} }] }, "messages[0].answer.button: is missing"],
  [
    { messages: [{ answer: { button: "primry" } }] },
    'messages[0].answer.button: must be primary or secondary. Did you mean "primary"?',
  ],
  [
    { messages: [{ workflow: "single", answer: { button: "secondary" } }] },
    "messages[0].answer.button: workflow single has no secondary button",
  ],
  [
    { messages: [{ workflow: "notice", labels: { primary: "OK" } }] },
    "messages[0].labels.primary: workflow notice has no primary button",
  ],
  [{ messages: [{ payload: ["x"] }] }, "messages[0].payload: must be a JSON object"],
  [{ messages: [{ read: "yes" }] }, "messages[0].read: must be true or false"],
  [{ messages: [{ ago: "1 day" }] }, "messages[0].ago: must be how long ago, such as 90s, 5m, 2h or 3d"],
  [{ messages: [{ ago: "900000d" }] }, "messages[0].ago: is before 1970"],
  [{ messages: [{ ago: "1h", createdAt: 0 }] }, "messages[0].ago: can't be combined with createdAt"],
  [
    { messages: [{ createdAt: "yesterday" }] },
    "messages[0].createdAt: must be a time such as 2026-01-31T09:00:00Z, or milliseconds since 1970",
  ],
  [
    { messages: [{ workflow: "aproval" }] },
    'messages[0].workflow: must be one of approval, single, notice, approval-v2, single-v2, notice-v2. Did you mean "approval"?',
  ],
  [
    { messages: [{ subscriberId: "sub-3" }] },
    'messages[0].subscriberId: no subscriber "sub-3". Did you mean "sub-1"?',
  ],
];

test.for(refused)("%j is refused", async ([seed, why]) => {
  await expect(startSandbox({ seed: seed as Seed })).rejects.toMatchObject({
    code: "ERR_SANDBOX_INPUT",
    message: [why].flat().join("\n"),
  });
});

test("a problem that occurs a thousand times is not reported a thousand times", async () => {
  const messages = Array.from({ length: 1000 }, () => ({ count: -1 }));
  const error: Error = await startSandbox({ seed: { messages } }).then(
    () => expect.fail("it started"),
    (refusal) => refusal,
  );
  expect(error.message.split("\n")).toHaveLength(21);
  expect(error.message).toMatch(/\nand 980 more$/);
});

test("messages have the fields of a seed, oldest first, per key", async () => {
  const { sandbox } = await runSandbox({ keys: ["a", "b"], seed: FULL, now: () => NOW });
  expect(sandbox.messages().map(({ workflow }) => workflow)).toEqual([
    "notice",
    "notice",
    "approval",
    "single",
  ]);
  expect(sandbox.messages()[2]).toEqual({
    messageId: ID,
    transactionId: "deploy-42",
    subscriberId: "alice",
    workflow: "approval",
    content: "Deploy 4.2?",
    payload: { build: 42 },
    buttons: [
      { type: "primary", label: "Ship it" },
      { type: "secondary", label: "Reject" },
    ],
    answer: { button: "secondary", status: "done", payload: { by: "phone" } },
    seen: true,
    read: true,
    archived: false,
    createdAt: "2026-01-31T07:00:00.000Z",
    updatedAt: "2026-01-31T07:00:00.000Z",
  });
  expect(sandbox.messages("b")).toEqual([]);
  sandbox.seed({ key: "b", workflow: "single" });
  expect(sandbox.messages("b")).toMatchObject([{ workflow: "single", buttons: [{ label: "OK" }] }]);
  expect(() => sandbox.messages("c")).toThrow("unknown key");
});

test("a reset restores the initial state with the same URL and keys", async () => {
  const { sandbox, send } = await runSandbox({
    idempotency: true,
    seed: { messages: [{ messageId: ID }] },
    faults: [{ name: "error-500" }],
  });
  const write = (note: string) =>
    send(
      "POST",
      `/v1/subscribers/sub-1/messages/${ID}/actions/primary`,
      { status: "done", payload: { note } },
      {
        "idempotency-key": "k",
      },
    );
  expect((await write("first")).status).toBe(500);
  expect((await write("second")).status).toBe(201);
  sandbox.seed({ subscribers: [{ subscriberId: "alice" }], messages: [{ subscriberId: "alice" }] });
  sandbox.fault({ name: "refuse", forMs: 60_000 });
  await expect(send("GET", "/v1/subscribers")).rejects.toThrow();

  await sandbox.reset();

  expect(sandbox.requests).toEqual([]);
  expect(sandbox.messages()).toMatchObject([{ messageId: ID }]);
  expect(sandbox.messages()[0]?.answer).toBe(undefined);
  expect(sandbox.faults()).toMatchObject([{ name: "error-500", struck: 0 }]);
  expect((await write("third")).status).toBe(500);
  expect((await send("GET", "/v1/subscribers/alice")).status).toBe(404);
  expect((await write("fourth")).status).toBe(201);
  expect(sandbox.messages()[0]?.answer?.payload).toEqual({ note: "fourth" });
});

test("`await using` closes it", async () => {
  let url = "";
  {
    await using sandbox = await startSandbox();
    ({ url } = sandbox);
    expect((await senderFor(url, sandbox.key)("GET", "/v1/environments/me")).status).toBe(200);
  }
  await expect(fetch(url)).rejects.toThrow();
});

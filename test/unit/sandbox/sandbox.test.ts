import { expect, test } from "vitest";
import type { LoggedRequest } from "../../../src/sandbox/sandbox.js";
import { startSandbox } from "../../../src/sandbox/sandbox.js";
import { actionPath, listPath, runSandbox, senderFor } from "./running-sandbox.js";

test("seeds with the defaults, and returns the new messages", async () => {
  const { sandbox, send } = await runSandbox();
  const [message] = sandbox.seed();
  expect(message).toEqual({
    messageId: expect.stringMatching(/^[0-9a-f]{24}$/),
    transactionId: expect.stringMatching(/^txn_[0-9a-z]{20}$/),
    subscriberId: "sub-1",
    workflow: "approval",
  });
  const { body } = await send("GET", listPath({ transactionId: message?.transactionId ?? "" }));
  expect(body).toMatchObject({
    totalCount: 1,
    data: [{ _id: message?.messageId, content: "Approve <b>item</b>?" }],
  });
});

test("seeds content, labels, payload and age as asked", async () => {
  const { sandbox, send } = await runSandbox();
  const createdAt = Date.parse("2020-02-02T02:02:02.020Z");
  const [old] = sandbox.seed({
    subscriberId: "sub-2",
    createdAt,
    content: "Deploy?",
    payload: { build: 7 },
    labels: { primary: "Ship it" },
  });
  sandbox.seed({ subscriberId: "sub-2" });
  expect(Number.parseInt(old?.messageId.slice(0, 8) ?? "", 16)).toBe(Math.floor(createdAt / 1000));
  const { body } = await send("GET", listPath({ subscriberId: "sub-2", limit: "1", page: "1" }));
  expect(body).toMatchObject({
    hasMore: false,
    data: [
      {
        _id: old?.messageId,
        createdAt: "2020-02-02T02:02:02.020Z",
        content: "Deploy?",
        payload: { build: 7 },
        cta: { action: { buttons: [{ content: "Ship it" }, { content: "Reject" }] } },
      },
    ],
  });
});

test.for([
  [
    { subscriberId: "nobody" },
    'subscriberId: no subscriber "nobody"; known: sub-1, sub-2, user:42@example.com',
  ],
  [{ workflow: "nope" }, "workflow: must be one of approval, single, notice"],
  [{ key: "nope" }, "unknown key"],
] as const)("refuses to seed %j", async ([input, message]) => {
  const { sandbox } = await runSandbox({ server: "2.0" });
  expect(() => sandbox.seed(input)).toThrow(message);
});

test("a press completes the button and marks the message as seen and read", async () => {
  const now = Date.parse("2026-01-02T03:04:05.678Z");
  const { sandbox, send } = await runSandbox({ now: () => now });
  const [message] = sandbox.seed();
  sandbox.press(message?.messageId ?? "", "secondary");
  const { body } = await send("GET", listPath({ subscriberId: "sub-1" }));
  expect(body).toMatchObject({
    data: [
      {
        seen: true,
        read: true,
        lastSeenDate: "2026-01-02T03:04:05.678Z",
        lastReadDate: "2026-01-02T03:04:05.678Z",
        cta: { action: { status: "done", result: { type: "secondary" } } },
      },
    ],
  });
});

test("pressing a missing message or button throws", async () => {
  const { sandbox } = await runSandbox();
  const [single] = sandbox.seed({ workflow: "single" });
  expect(() => sandbox.press("507f1f77bcf86cd799439011", "primary")).toThrow(
    "no message 507f1f77bcf86cd799439011",
  );
  expect(() => sandbox.press(single?.messageId ?? "", "secondary")).toThrow("has no secondary button");
  expect(() => sandbox.remove("507f1f77bcf86cd799439011")).toThrow("no message 507f1f77bcf86cd799439011");
});

test("a removed message no longer exists", async () => {
  const { sandbox, send } = await runSandbox();
  const [message] = sandbox.seed();
  const messageId = message?.messageId ?? "";
  sandbox.remove(messageId);
  expect(await send("POST", actionPath(messageId), { status: "done" })).toMatchObject({
    status: 404,
    body: { message: `Message ${messageId} not found` },
  });
});

test("two keys are two environments of one organization, which do not see each other", async () => {
  const { sandbox } = await runSandbox({ keys: ["first", "second"] });
  const [ofFirst] = sandbox.seed({ key: "first" });
  sandbox.seed({ key: "second", count: 2 });
  const first = senderFor(sandbox.url, "first");
  const second = senderFor(sandbox.url, "second");

  expect((await first("GET", "/v1/messages")).body).toMatchObject({ totalCount: 1 });
  expect((await second("GET", "/v1/messages")).body).toMatchObject({ totalCount: 2 });
  expect((await second("POST", actionPath(ofFirst?.messageId ?? ""), { status: "done" })).status).toBe(404);
  expect((await first("GET", "/v1/environments")).body).toMatchObject({
    data: [
      { name: "Development", type: "dev", apiKeys: [{ key: "first" }] },
      { name: "Production", type: "prod", apiKeys: [] },
    ],
  });
});

test("logs every request unchanged, with its status", async () => {
  const seen: LoggedRequest[] = [];
  const { sandbox, send } = await runSandbox({ onRequest: (entry) => seen.push(entry) });
  await send("POST", "/v1/subscribers/user%3A42%40example.com/nope?a=%20b", '{ "a": 1 }', {
    "x-mine": "yes",
  });
  expect(sandbox.requests).toEqual([
    {
      method: "POST",
      path: "/v1/subscribers/user%3A42%40example.com/nope?a=%20b",
      headers: expect.objectContaining({ "x-mine": "yes", authorization: `ApiKey ${sandbox.keys[0]}` }),
      body: '{ "a": 1 }',
      status: 404,
    },
  ]);
  expect(seen).toEqual(sandbox.requests);
});

test("closing frees the port immediately, even with an open connection", async () => {
  const first = await startSandbox();
  await senderFor(first.url, "")("GET", "/v1/health-check");
  await first.close();
  const second = await startSandbox({ port: first.port });
  expect(second.port).toBe(first.port);
  await second.close();
});

test("rejects with Node's error if the port is taken", async () => {
  const { sandbox } = await runSandbox();
  await expect(startSandbox({ port: sandbox.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("listens on loopback only, and generates a key in Novu's format", async () => {
  const { sandbox } = await runSandbox();
  expect(sandbox.url).toBe(`http://127.0.0.1:${sandbox.port}`);
  expect(sandbox.keys).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
});

import { expect, test } from "vitest";
import { runSandbox } from "./running-sandbox.js";

const PREFIX = "/v1/subscribers/sub-1";

test("a trigger creates a message for every recipient, and missing subscribers", async () => {
  const { send } = await runSandbox();
  const triggered = await send("POST", "/v1/events/trigger", {
    name: "approval-v2",
    to: ["sub-1", { subscriberId: "new", firstName: "Nova", email: "nova@example.com" }],
    payload: { what: "it" },
    transactionId: "mine",
  });
  expect(triggered).toMatchObject({
    status: 201,
    body: { data: { acknowledged: true, status: "processed", transactionId: "mine" } },
  });
  const { body } = await send("GET", "/v1/messages?transactionId=mine&transactionId=other");
  expect(body).toMatchObject({
    totalCount: 2,
    data: [
      { subject: "Approval", content: "Approve it?", subscriber: { subscriberId: "new", firstName: "Nova" } },
      { subscriber: { subscriberId: "sub-1" } },
    ],
  });
});

test.for([
  [{ name: "nope", to: "sub-1" }, 422, "workflow_not_found"],
  [{ to: "sub-1" }, 422, "Validation Error"],
  [{ name: "single" }, 422, "Validation Error"],
] as const)("the trigger %j is refused", async ([body, status, message]) => {
  const { send } = await runSandbox();
  expect(await send("POST", "/v1/events/trigger", body)).toMatchObject({ status, body: { message } });
});

test("new-kind workflows and v2 routes are unknown to an old server", async () => {
  const { sandbox, send } = await runSandbox({ server: "2.0" });
  expect(() => sandbox.seed({ workflow: "approval-v2" })).toThrow('workflow: no workflow "approval-v2"');
  for (const path of ["/v2/subscribers", "/v2/subscribers/sub-1", "/v2/subscribers/sub-1/notifications"]) {
    expect(await send("GET", path)).toMatchObject({ status: 404, body: { message: `Cannot GET ${path}` } });
  }
});

test("an unknown route is reported with its query, and needs no key", async () => {
  const { send } = await runSandbox();
  expect(await send("POST", "/v1/messages?a=%20", {}, { authorization: "" })).toMatchObject({
    status: 404,
    body: { message: "Cannot POST /v1/messages?a=%20", path: "/v1/messages?a=%20" },
  });
});

test.for([
  ["3.15", "3.15.0"],
  ["2.0", "2.0.0"],
] as const)("the health of server %s shows its version without a key", async ([server, version]) => {
  const { send } = await runSandbox({ server });
  expect(await send("GET", "/v1/health-check", undefined, { authorization: "" })).toMatchObject({
    status: 200,
    body: { data: { status: "ok", info: { apiVersion: { version, status: "up" } } } },
  });
});

test("unknown subscribers are 400 for feed and counts, 404 elsewhere", async () => {
  const { send } = await runSandbox();
  const status = async (path: string) => (await send("GET", path)).status;
  expect(await status("/v1/subscribers/nobody/notifications/feed")).toBe(400);
  expect(await status("/v1/subscribers/nobody/notifications/unseen")).toBe(400);
  expect(await status("/v2/subscribers/nobody/notifications/count?filters=[]")).toBe(400);
  expect(await status("/v2/subscribers/nobody/notifications")).toBe(404);
  expect(await status("/v2/subscribers/nobody")).toBe(404);
});

test("the feed counts at most its page and is filtered by payload", async () => {
  const { sandbox, send } = await runSandbox();
  sandbox.seed({ count: 3 });
  sandbox.seed({ payload: { what: "other", deep: { a: 1, b: 2 } } });
  const feed = async (query: string) => (await send("GET", `${PREFIX}/notifications/feed?${query}`)).body;
  expect(await feed("limit=2")).toMatchObject({ page: 0, pageSize: 2, hasMore: true, totalCount: 2 });
  expect(await feed("limit=2&page=1")).toMatchObject({ hasMore: false, totalCount: 2 });
  const payload = Buffer.from('{"deep":{"a":1}}').toString("base64");
  expect(await feed(`payload=${encodeURIComponent(payload)}`)).toMatchObject({ totalCount: 1 });
  expect(await feed("payload=nope")).toMatchObject({ statusCode: 400 });
  expect(await feed("seen=true")).toMatchObject({ totalCount: 0, data: [] });
});

test.for([
  ["2.0", (messageId: string) => [{ _id: messageId, read: false }]],
  ["3.15", () => []],
] as const)("server %s leaves another subscriber's message as it is", async ([server, expected]) => {
  const { sandbox, send } = await runSandbox({ server });
  const [foreign] = sandbox.seed({ subscriberId: "sub-2" });
  const messageId = foreign?.messageId ?? "";
  const { status, body } = await send("POST", `${PREFIX}/messages/mark-as`, { messageId, markAs: "read" });
  expect(status).toBe(201);
  expect(body).toMatchObject({ data: expected(messageId) });
  expect((await send("GET", "/v1/messages")).body).toMatchObject({ data: [{ read: false, seen: false }] });
});

test("messages can be marked by a list or by a text with commas", async () => {
  const { sandbox, send } = await runSandbox();
  const ids = sandbox.seed({ count: 3 }).map(({ messageId }) => messageId);
  const mark = async (messageId: unknown) =>
    (await send("POST", `${PREFIX}/messages/mark-as`, { messageId, markAs: "seen" })).body as {
      data: unknown[];
    };
  expect((await mark(ids)).data).toHaveLength(3);
  expect((await mark(`${ids[0]}, ${ids[1]}`)).data).toHaveLength(2);
  expect(await mark([])).toMatchObject({ statusCode: 400, message: "messageId is required" });
});

test("deleting a missing message is refused", async () => {
  const { send } = await runSandbox();
  expect((await send("DELETE", "/v1/messages/507f1f77bcf86cd799439011")).status).toBe(404);
  expect((await send("DELETE", "/v1/messages/nope")).status).toBe(422);
  expect((await send("DELETE", "/v1/messages/transaction/nope")).status).toBe(404);
});

test("a snooze needs a minute, and an unsnooze a snoozed message", async () => {
  const { sandbox, send } = await runSandbox({ now: () => 0 });
  const path = `/v2/subscribers/sub-1/notifications/${sandbox.seed()[0]?.messageId}`;
  const snooze = async (until: unknown) =>
    (await send("PATCH", `${path}/snooze`, { snoozeUntil: until })).status;
  expect(await snooze("1970-01-01T00:00:59.999Z")).toBe(422);
  expect(await snooze("soon")).toBe(422);
  expect((await send("PATCH", `${path}/unsnooze`)).status).toBe(404);
  expect(await snooze("1970-01-01T00:01:00.000Z")).toBe(200);
  expect((await send("PATCH", `${path}/unsnooze`)).status).toBe(200);
});

test.for([
  ["ApiKey", "Unauthorized"],
  ["apikey KEY", 'Invalid authentication scheme: "apikey"'],
  ["ApiKey  KEY", "Unauthorized"],
] as const)("the authorization %s is refused", async ([authorization, message]) => {
  const { send } = await runSandbox({ keys: ["KEY"] });
  expect(await send("GET", "/v1/users/me", undefined, { authorization })).toMatchObject({
    status: 401,
    body: { message },
  });
});

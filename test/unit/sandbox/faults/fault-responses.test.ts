import { expect, test } from "vitest";
import { actionPath } from "../running-sandbox.js";
import { faultySandbox, WRITE } from "./faulty-sandbox.js";
import { exchange, type RawExchange } from "./raw-exchange.js";

const json = ({ body }: RawExchange): unknown => JSON.parse(body.toString());

test("unauthorized-echo: the text contains the Authorization value", async () => {
  const { write, sandbox, path } = await faultySandbox({ name: "unauthorized-echo" });
  const got = await write();
  expect(got.status).toBe(401);
  expect(json(got)).toEqual({
    statusCode: 401,
    timestamp: expect.any(String),
    path,
    message: `Invalid authentication scheme: "ApiKey ${sandbox.keys[0]}"`,
    error: "Unauthorized",
    ctx: { error: "Unauthorized", statusCode: 401 },
  });
});

const NOW = Date.parse("2026-01-02T03:04:05.678Z");

test.each([
  [undefined, "1", "1"],
  ["0", "0", "0"],
  ["86400", "86400", "86400"],
  ["+5", "Fri, 02 Jan 2026 03:04:11 GMT", "6"],
  ["Fri, 02 Jan 2026 03:04:15 GMT", "Fri, 02 Jan 2026 03:04:15 GMT", "10"],
  ["soon", "soon", "1"],
])("rate-limit: Retry-After %s is sent as %s", async (retryAfter, sent, reset) => {
  const { write } = await faultySandbox(
    { name: "rate-limit", ...(retryAfter === undefined ? {} : { retryAfter }) },
    { now: () => NOW },
  );
  const got = await write();
  expect(got).toMatchObject({
    status: 429,
    headers: {
      "retry-after": sent,
      "ratelimit-limit": "100",
      "ratelimit-remaining": "0",
      "ratelimit-reset": reset,
      "ratelimit-policy":
        '100;w=5;burst=110;comment="token bucket";category="configuration";cost="single";serviceLevel="free"',
    },
  });
  expect(json(got)).toMatchObject({ statusCode: 429, message: "API rate limit exceeded", ctx: {} });
});

test("rate-limit: the headers match the sandbox's limit and the route's category", async () => {
  const { list } = await faultySandbox(
    { name: "rate-limit" },
    { rateLimit: { requests: 7, seconds: 3, categories: { global: 9 } } },
  );
  expect((await list()).headers).toMatchObject({
    "ratelimit-limit": "9",
    "ratelimit-policy":
      '9;w=3;burst=9;comment="token bucket";category="global";cost="single";serviceLevel="free"',
  });
});

test.each([
  ["status-408", 408, "Request Timeout"],
  ["status-425", 425, "Too Early"],
  ["error-503", 503, "Service Unavailable"],
] as const)("%s: that status in Novu's words", async (name, status, message) => {
  const { write, path } = await faultySandbox({ name });
  const got = await write();
  expect([got.ending, got.status, got.headers["retry-after"]]).toEqual(["end", status, undefined]);
  expect(json(got)).toEqual({
    statusCode: status,
    timestamp: expect.any(String),
    path,
    message,
    ctx: { statusCode: status },
  });
});

test("error-503 has a Retry-After if it is given", async () => {
  const { write } = await faultySandbox({ name: "error-503", retryAfter: "3" });
  expect((await write()).headers["retry-after"]).toBe("3");
});

test("error-500 has an errorId", async () => {
  const { write } = await faultySandbox({ name: "error-500" }, { server: "2.0" });
  const got = await write();
  expect(got.status).toBe(500);
  expect(json(got)).toMatchObject({
    statusCode: 500,
    message: "Internal server error, contact support and provide them with the errorId",
    errorId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test("replay-503: a response stored under the key", async () => {
  const { write } = await faultySandbox({ name: "replay-503" });
  const got = await write({ headers: { "idempotency-key": "k1" } });
  expect(got).toMatchObject({
    status: 503,
    headers: { "idempotency-replay": "true", "idempotency-key": "k1" },
  });
  expect(json(got)).toMatchObject({ message: "Service Unavailable" });
});

test("conflict-409: the same text, headers and body as a real conflict of the sandbox", async () => {
  const { write } = await faultySandbox({ name: "conflict-409" });
  const got = await write({ headers: { "idempotency-key": "k1" } });
  expect(got).toMatchObject({
    status: 409,
    headers: {
      "retry-after": "1",
      link: "https://docs.novu.co/additional-resources/idempotency",
      "idempotency-key": "k1",
    },
  });
  expect(json(got)).toMatchObject({
    message: 'Request with key "k1" is currently being processed. Please retry after 1 second',
    error: "Conflict",
  });
});

test("spurious-400: the text for a missing message, after the write", async () => {
  const { write, messageId } = await faultySandbox({ name: "spurious-400" });
  const got = await write();
  expect(got.status).toBe(400);
  expect(json(got)).toMatchObject({
    message: `Message with the id: ${messageId} was not found for this environment. Make sure to address correct message before trying to modify it.`,
    error: "Bad Request",
  });
});

test("wrong-message: another message with the requested answer, which is not changed", async () => {
  const { write, sandbox, messageId } = await faultySandbox({ name: "wrong-message" });
  const [other] = sandbox.seed({ subscriberId: "sub-2" });
  const got = await write({ headers: { "idempotency-key": "k1" } });
  expect(got).toMatchObject({
    status: 201,
    headers: { "idempotency-replay": "true", "idempotency-key": "k1" },
  });
  expect(json(got)).toMatchObject({
    data: {
      _id: other?.messageId,
      cta: { action: { status: "done", result: { type: "primary", payload: JSON.parse(WRITE).payload } } },
    },
  });
  const { body } = await exchange(sandbox, { method: "GET", path: "/v1/messages" });
  const { data } = JSON.parse(body.toString());
  expect(data.map((message: { cta: { action: { status: string } } }) => message.cta.action.status)).toEqual([
    "pending",
    "pending",
  ]);
  expect(messageId).not.toBe(other?.messageId);
});

test("wrong-message: without another message, a made-up one", async () => {
  const { write, messageId, sandbox } = await faultySandbox({ name: "wrong-message" });
  const { data } = json(await write()) as { data: { _id: string } };
  expect(data._id).toMatch(/^[0-9a-f]{24}$/);
  expect(data._id).not.toBe(messageId);
  const { body } = await exchange(sandbox, { method: "GET", path: "/v1/messages" });
  expect(JSON.parse(body.toString())).toMatchObject({ totalCount: 1 });
});

test("wrong-message on a v2 route: a notification, with that route's status", async () => {
  const { messageId, sandbox } = await faultySandbox({ name: "wrong-message" });
  const [other] = sandbox.seed();
  const path = `/v2/subscribers/sub-1/notifications/${messageId}/actions/primary/complete`;
  const got = await exchange(sandbox, { method: "PATCH", path });
  expect(got).toMatchObject({ status: 200, headers: { "idempotency-replay": "true" } });
  expect(json(got)).toMatchObject({
    data: { id: other?.messageId, primaryAction: { isCompleted: true } },
  });
});

test("faults of writes do not trigger for reads by default", async () => {
  const { list, sandbox } = await faultySandbox();
  const names = ["spurious-400", "replay-503", "conflict-409", "wrong-message"] as const;
  for (const name of names) sandbox.fault({ name });
  expect((await list()).status).toBe(200);
  await sandbox.clearFaults();
  sandbox.fault({ name: "wrong-message", kind: "any" });
  expect((await list()).status).toBe(201);
});

test("responses of faults need no key, like those of a gateway", async () => {
  const { sandbox } = await faultySandbox({ name: "error-503" });
  const got = await exchange(sandbox, {
    path: actionPath("65f0c1a9b2d4e6f8a0b1c2d3"),
    headers: { authorization: "" },
  });
  expect(got.status).toBe(503);
});

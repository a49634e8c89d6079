import { expect, test } from "vitest";
import { Failure } from "../../../src/failures/failure.js";
import type { JsonValue } from "../../../src/model/json.js";
import { readEnvironment } from "../../../src/novu/environments.js";
import { responseFailure } from "../../../src/novu/response-failure.js";
import { fakeCall, GET, response } from "./fake-call.js";

const failing = (statusCode: number, message: string) =>
  responseFailure(GET, response(statusCode, { statusCode, message }), {});

const NO_ROUTE = failing(404, "Cannot GET /v1/environments/me");
const CLOSED = failing(401, "API endpoint not available");
const PROD = { _id: "e1", name: "Production", type: "prod", _organizationId: "o1" };
const KNOWN = { id: "e1", name: "Production", type: "prod", organizationId: "o1" };
const LIST = {
  data: [
    { _id: "e0", name: "Development", apiKeys: [] },
    { ...PROD, apiKeys: [{ key: "never shown" }] },
  ],
};
const MESSAGES = { data: [{ _id: "m", _environmentId: "e1", _organizationId: "o1" }], hasMore: false };
const ME = "GET /v1/environments/me";
const ALL = "GET /v1/environments";
const ONE_MESSAGE = "GET /v1/messages?limit=1";

const reading = async (...answers: (JsonValue | Error)[]) => {
  const { call, asked } = fakeCall(answers);
  const result = await readEnvironment(call).catch((error: unknown) => error);
  return { result, asked: asked.map(([{ method, path }]) => `${method} ${path}`) };
};

test("environments/me takes one request", async () => {
  expect(await reading({ data: PROD })).toEqual({ result: KNOWN, asked: [ME] });
});

test("an older server does not send the type", async () => {
  const { result } = await reading({ data: { _id: "e1", name: "Production", _organizationId: "o1" } });
  expect(result).toEqual({ ...KNOWN, type: undefined });
});

test.each([
  ["no such route", NO_ROUTE],
  ["it is closed to API keys", CLOSED],
  ["it answers with no environment", { data: [] }],
])("where %s, the list tells: the entry that shows its keys", async (_what, first) => {
  expect(await reading(first, LIST)).toEqual({ result: KNOWN, asked: [ME, ALL] });
});

test.each([
  ["no route either", NO_ROUTE],
  ["a list that is closed too", CLOSED],
  ["a list without an own entry", { data: [{ _id: "e0", apiKeys: [] }, { _id: "e2" }, null, 3] }],
  ["no list", { data: { _id: "e1" } }],
])("where there is %s, a message tells its ids", async (_what, second) => {
  expect(await reading(NO_ROUTE, second, MESSAGES)).toEqual({
    result: { id: "e1", name: undefined, type: undefined, organizationId: "o1" },
    asked: [ME, ALL, ONE_MESSAGE],
  });
});

test("an environment without a message stays unknown, but the key was accepted", async () => {
  const { result } = await reading(NO_ROUTE, NO_ROUTE, { data: [] });
  expect(result).toEqual({ id: undefined, name: undefined, type: undefined, organizationId: undefined });
});

test("no keys are returned", async () => {
  const { result } = await reading(NO_ROUTE, LIST);
  expect(JSON.stringify(result)).not.toContain("never shown");
});

test.each([
  ["a key that is not known", failing(401, "API Key not found")],
  ["a key without the right", failing(403, "Forbidden resource")],
  ["a busy server", failing(429, "API rate limit exceeded")],
  ["a server in trouble", failing(500, "Internal server error")],
  ["a broken connection", new Failure("E_NETWORK", "broke")],
  ["a bug", new TypeError("x is not a function")],
])("%s ends it at once", async (_what, error) => {
  expect(await reading(error)).toEqual({ result: error, asked: [ME] });
});

test("a server without any of the routes fails as the last of them did", async () => {
  const last = failing(404, "Cannot GET /v1/messages");
  expect(await reading(NO_ROUTE, CLOSED, last)).toEqual({ result: last, asked: [ME, ALL, ONE_MESSAGE] });
});

test.each([
  ["objects", { data: { ok: true } }],
  ["nothing", { data: null }],
])("routes that all answer and tell nothing, the last with %s, are no Novu", async (_what, last) => {
  const { result, asked } = await reading({ data: [] }, { data: [] }, last);
  expect(result).toEqual(
    new Failure("E_NOT_NOVU", "the key was accepted, but its environment is unknown", { sent: "yes" }),
  );
  expect(asked).toEqual([ME, ALL, ONE_MESSAGE]);
});

test("a server that returns an object for every request has no environment", async () => {
  const { result } = await reading([], {}, { ok: true });
  expect(result).toMatchObject({
    code: "E_NOT_NOVU",
    message: "the key was accepted, but its environment is unknown",
  });
});

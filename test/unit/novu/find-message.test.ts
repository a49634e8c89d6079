import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/model/json.js";
import { findMessage, type V2Lists } from "../../../src/novu/find-message.js";
import { responseFailure } from "../../../src/novu/response-failure.js";
import { failureOf } from "../failures/failure-of.js";
import { fakeCall, GET, response } from "./fake-call.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const SECOND = 0x65f0c1a9 * 1_000;
const iso = (offsetMs: number) => new Date(SECOND + offsetMs).toISOString();

const notification = (id: string, offsetMs = 0): JsonObject => ({
  id,
  transactionId: `txn_${id.slice(-4)}`,
  createdAt: iso(offsetMs),
});
const MESSAGE = { _id: ID, createdAt: iso(0) };
const OTHER = { _id: "65f0c1aab2d4e6f8a0b1ffff", createdAt: iso(1_000) };

const v2 = (data: readonly JsonObject[], hasMore = false): JsonValue => ({
  data: [...data],
  hasMore,
  filter: {},
});
const v1 = (data: readonly JsonObject[], hasMore = false): JsonValue => ({
  data: [...data],
  hasMore,
  page: 0,
});

const refusal = (status: number, message: string) =>
  responseFailure(
    { ...GET, path: "/v2/subscribers/s/notifications" },
    response(status, { statusCode: status, message }),
    { subscriberId: "s" },
  );
const NO_ROUTE = refusal(404, "Cannot GET /v2/subscribers/s/notifications");

const searching = async (
  answers: Parameters<typeof fakeCall>[0],
  { now = SECOND + 86_400_000, areMissing = false, id = ID } = {},
) => {
  const learned: boolean[] = [];
  const lists: V2Lists = {
    now: () => now,
    areMissing: async () => areMissing,
    learn: async (missing) => void learned.push(missing),
  };
  const { call, asked } = fakeCall(answers);
  const search = findMessage(call, "s", id, lists);
  const result = await search.catch((error: unknown) => error);
  const routes = asked.map(([{ path }]) => path.slice(0, 3));
  return { search, result, routes, learned };
};

test("an old message is found by its second, and read by its transaction", async () => {
  const { result, routes, learned } = await searching([v2([notification(ID, 900)]), v1([MESSAGE])]);
  expect(result).toMatchObject({ found: { document: MESSAGE }, pagesRead: 2 });
  expect([routes, learned]).toEqual([["/v2", "/v1"], [false]]);
});

test("a recent message is found on the newest page", async () => {
  const { result, routes } = await searching([v1([OTHER, MESSAGE], true)], { now: SECOND + 60_000 });
  expect([result, routes]).toMatchObject([{ found: { document: MESSAGE } }, ["/v1"]]);
});

test("a recent message behind the newest page is found through v2", async () => {
  const newest = { _id: "f".repeat(24), createdAt: iso(600_000) };
  const answers = [v1([newest], true), v2([notification(ID)]), v1([MESSAGE])];
  const { result, routes } = await searching(answers, { now: SECOND + 700_000 });
  expect([result, routes]).toMatchObject([{ found: { document: MESSAGE } }, ["/v1", "/v2", "/v1"]]);
});

test("a server without the route is searched through v1, and remembered once v1 answered", async () => {
  const { result, routes, learned } = await searching([NO_ROUTE, v1([MESSAGE])]);
  expect([result, routes, learned]).toMatchObject([{ found: {} }, ["/v2", "/v1"], [true]]);
  const neither = await searching([NO_ROUTE, NO_ROUTE]);
  expect([neither.result, neither.learned]).toEqual([NO_ROUTE, []]);
});

test("a server that is known to lack v2 lists is not asked for them", async () => {
  const { routes } = await searching([v1([MESSAGE])], { areMissing: true });
  expect(routes).toEqual(["/v1"]);
});

test.each([
  ["the window is not understood", refusal(422, "Validation Error")],
  ["the list is not limited to the window", v2([notification("f".repeat(24), 90_000_000)], true)],
  ["its items have no ID", v2([MESSAGE])],
  ["it repeats itself", v2([notification(OTHER._id)], true), v2([notification(OTHER._id)], true)],
  ["v1 does not have the message yet", v2([notification(ID)]), v1([])],
])("where v2 settles nothing, v1 is searched: %s", async (_what, ...answers) => {
  const { result } = await searching([...answers, v1([MESSAGE])]);
  expect(result).toMatchObject({ found: { document: MESSAGE } });
});

test("after an empty window, only the newest page could still have the message", async () => {
  const { result, routes } = await searching([v2([]), v1([OTHER], true)]);
  expect([result, routes]).toMatchObject([{ pagesRead: 1, itemsRead: 1, gaveUp: false }, ["/v2", "/v1"]]);
  expect(result).not.toHaveProperty("found");
});

test("a message made at another time than its ID says is found on the newest page", async () => {
  const late = { ...MESSAGE, createdAt: iso(40_000_000_000) };
  const { result, routes } = await searching([v2([]), v1([late], true)]);
  expect([result, routes]).toMatchObject([{ found: { document: late } }, ["/v2", "/v1"]]);
});

test("other failures are those of the search", async () => {
  for (const failure of [
    refusal(404, "Subscriber 's' was not found"),
    refusal(401, "no"),
    refusal(500, "no"),
  ]) {
    expect(await failureOf(() => searching([failure]).then(({ search }) => search))).toBe(failure);
  }
});

test("an ID of unknown form is looked for on the newest page only", async () => {
  const { result, routes } = await searching([v1([OTHER], true)], { id: "msg_1" });
  expect([result, routes]).toMatchObject([{ pagesRead: 1, gaveUp: true }, ["/v1"]]);
});

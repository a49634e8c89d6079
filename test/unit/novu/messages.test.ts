import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/model/json.js";
import { readMessage } from "../../../src/model/message.js";
import { findMessage } from "../../../src/novu/find-message.js";
import { deleteMessage, listMessages } from "../../../src/novu/messages.js";
import { failureOf } from "../failures/failure-of.js";
import { fakeCall } from "./fake-call.js";

/** Message number `n`, created in second `n`; the ID contains that time, as an ObjectId does. */
const message = (n: number): JsonObject => ({
  _id: `${n.toString(16).padStart(8, "0")}${"a".repeat(16)}`,
  createdAt: new Date(n * 1_000).toISOString(),
});
const idOf = (n: number): string => String(message(n)._id);
const page = (numbers: readonly number[], hasMore: boolean): JsonValue => ({
  page: 0,
  hasMore,
  data: numbers.map(message),
});

test("a page is requested by subscriber, channel and number", async () => {
  const { call, asked } = fakeCall([page([3, 2], true)]);
  expect(await listMessages(call, { subscriberId: "user:42@example.com" }, { page: 7, limit: 100 })).toEqual({
    items: [message(3), message(2)],
    hasMore: true,
  });
  expect(asked).toEqual([
    [
      {
        method: "GET",
        path: "/v1/messages?subscriberId=user%3A42%40example.com&channel=in_app&page=7&limit=100",
      },
      { subscriberId: "user:42@example.com" },
    ],
  ]);
});

test.each([
  ["a bare list", [message(1)], { items: [message(1)], hasMore: false }],
  [
    "things in it that are no messages",
    { data: [null, "x", message(1), [2]], hasMore: "yes" },
    { items: [message(1)], hasMore: false },
  ],
])("a page is read leniently: %s", async (_what, body, expected) => {
  expect(await listMessages(fakeCall([body]).call, { subscriberId: "s" }, { page: 0, limit: 100 })).toEqual(
    expected,
  );
});

test.each([
  ["an object", { ok: true }],
  ["a wrapped object", { data: {} }],
  ["nothing", null],
])('%s instead of a list does not count as "no such message"', async (_what, body) => {
  const {
    code,
    message: text,
    sent,
    exitCode,
  } = await failureOf(() => findMessage(fakeCall([body]).call, "s", idOf(5)));
  expect({ code, text, sent, exitCode }).toEqual({
    code: "E_ANSWER",
    text: "the server's response isn't a list of messages",
    sent: "yes",
    exitCode: 12,
  });
});

test("a message on the first page is found with one request", async () => {
  const { call, asked } = fakeCall([page([9, 8, 7], true)]);
  const result = await findMessage(call, "s", idOf(8));
  expect(result).toEqual({
    found: { document: message(8), message: readMessage(message(8)) },
    page: 0,
    pagesRead: 1,
    itemsRead: 3,
    gaveUp: false,
  });
  expect(result.found?.message.id).toBe(idOf(8));
  expect(asked).toHaveLength(1);
});

test("the case of an ID is ignored", async () => {
  const { found } = await findMessage(fakeCall([page([8], false)]).call, "s", idOf(8).toUpperCase());
  expect(found?.document).toEqual(message(8));
});

test("a missing message is reported with the pages and items read", async () => {
  expect(await findMessage(fakeCall([page([9, 8], false)]).call, "s", idOf(5))).toEqual({
    page: 0,
    pagesRead: 1,
    itemsRead: 2,
    gaveUp: false,
  });
});

test("a page whose last message is much older ends the search", async () => {
  const { call, asked } = fakeCall([page([1_000, 100], true)]);
  expect(await findMessage(call, "s", idOf(80_000))).toEqual({
    page: 0,
    pagesRead: 1,
    itemsRead: 2,
    gaveUp: false,
  });
  expect(asked).toHaveLength(1);
});

test("an old message is searched in jumps", async () => {
  const pages = Array.from({ length: 50 }, (_, at) => [10_000 - 200 * at, 10_000 - 200 * at - 100]);
  const asked: number[] = [];
  const call = async ({ path }: { readonly path: string }): Promise<JsonValue> => {
    const at = Number(new URL(path, "http://x").searchParams.get("page"));
    asked.push(at);
    return page(pages[at] ?? [], at < 49);
  };
  const { found, pagesRead } = await findMessage(call, "s", idOf(5_000));
  expect(found?.document).toEqual(message(5_000));
  expect(pagesRead).toBe(new Set(asked).size);
  expect(pagesRead).toBeLessThan(15);
});

test("a deletion counts if the response confirms it, bare or wrapped", async () => {
  const ask: JsonValue[] = [{ data: { acknowledged: true, status: "deleted" } }, { acknowledged: true }];
  for (const answer of ask) await deleteMessage(fakeCall([answer]).call, idOf(1));
});

test.each<[JsonValue]>([[{ data: message(2) }], [{}], [[]], [{ data: { acknowledged: false } }]])(
  "a success that does not say so is no deletion: %j",
  async (answer) => {
    const failure = await failureOf(() => deleteMessage(fakeCall([answer]).call, idOf(1)));
    expect([failure.code, failure.sent]).toEqual(["E_MISMATCH", "yes"]);
    expect(failure.message).toBe(`Novu didn't confirm that message ${idOf(1)} was deleted`);
  },
);

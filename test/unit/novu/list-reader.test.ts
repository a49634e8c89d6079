import { expect, test } from "vitest";
import { Failure } from "../../../src/failures/failure.js";
import { createListReader, orEmpty } from "../../../src/novu/list-reader.js";
import type { messagePages } from "../../../src/novu/messages.js";
import { asDocument } from "../../../src/novu/messages.js";

type MessageQuery = Parameters<typeof messagePages>[1];

/** A list of messages with these IDs for any request, and the requested page sizes. */
const listOf = (ids: () => readonly string[], limits?: Parameters<typeof createListReader>[1]) => {
  const asked: MessageQuery[] = [];
  const pages: number[] = [];
  async function* messagePages(query: MessageQuery) {
    asked.push(query);
    const { pageSize = 100 } = query;
    const list = ids();
    for (let at = 0; at === 0 || at < list.length; at += pageSize) {
      pages.push(pageSize);
      const messages = list.slice(at, at + pageSize).map((_id) => asDocument({ _id }));
      yield { messages, hasMore: at + pageSize < list.length };
    }
  }
  return { reader: createListReader({ messagePages }, limits), asked, pages };
};

const idsOf = (met: readonly { readonly message: { readonly id: string | undefined } }[]) =>
  met.map(({ message }) => message.id);

const SCOPE = { transactionIds: ["t"], subscriberId: "alice" };
const many = (count: number) => Array.from({ length: count }, (_, at) => `m${at}`);
const transactions = (count: number) => Array.from({ length: count }, (_, at) => `t${at}`);

test("one message takes one request for one item", async () => {
  const { reader, asked, pages } = listOf(() => ["a"]);
  expect(await reader.byIds(SCOPE, new Set(["a"]))).toMatchObject({ isComplete: true });
  expect(asked).toEqual([{ transactionIds: ["t"], subscriberId: "alice", pageSize: 1 }]);
  expect(pages).toEqual([1]);
});

test("the depth of the wanted messages is remembered, so that the next read is one small request again", async () => {
  const { reader, pages } = listOf(() => ["x", "y", "a", "z"]);
  expect(idsOf((await reader.byIds(SCOPE, new Set(["a"]))).messages)).toEqual(["a"]);
  expect(pages).toEqual([1, 1_000]);
  expect(idsOf((await reader.byIds(SCOPE, new Set(["a"]))).messages)).toEqual(["a"]);
  expect(pages.slice(2)).toEqual([3]);
});

test("a missing message is searched to the end of its transaction", async () => {
  const { reader, pages } = listOf(() => ["x", "a"]);
  const { messages, isComplete } = await reader.byIds(SCOPE, new Set(["a", "gone"]));
  expect([idsOf(messages), isComplete, pages]).toEqual([["a"], true, [2]]);
  expect((await listOf(() => []).reader.byIds(SCOPE, new Set(["gone"]))).messages).toEqual([]);
});

test("a transaction with thousands of recipients is read in large pages, up to the limit", async () => {
  const wanted = new Set(["m2500"]);
  const free = listOf(() => many(5_000));
  expect(idsOf((await free.reader.byIds(SCOPE, wanted)).messages)).toEqual(["m2500"]);
  expect(free.pages).toEqual([1, 1_000, 1_000, 1_000]);
  const bound = listOf(() => many(5_000), { list: 10, byIds: 1 });
  expect(await bound.reader.byIds(SCOPE, wanted)).toEqual({ messages: [], isComplete: false });
  expect(bound.pages).toEqual([1, 1_000]);
});

test("a transaction is read to its end, in large pages once it is known to be long", async () => {
  const { reader, pages } = listOf(() => many(250));
  expect(await reader.all(SCOPE)).toMatchObject({ isComplete: true, messages: { length: 250 } });
  expect(await reader.all(SCOPE)).toMatchObject({ isComplete: true, messages: { length: 250 } });
  expect(pages).toEqual([100, 1_000, 1_000]);
});

test("of a list over the limit the newest messages are read, also at the first read", async () => {
  const { reader } = listOf(() => many(5_000), { list: 3, byIds: 1 });
  const look = await reader.all(SCOPE);
  expect([look.messages.length, look.isComplete]).toEqual([3_000, false]);
});

test("the newest messages are read in pages of the limit until they are enough", async () => {
  const { reader, pages } = listOf(() => many(9), { list: 3, byIds: 1 });
  expect(idsOf((await reader.newest({}, 2, () => true)).messages)).toEqual(["m0", "m1"]);
  expect(pages).toEqual([2]);
  expect(await reader.newest({}, 2, (met) => met.length > 3)).toMatchObject({
    messages: { length: 4 },
    isComplete: false,
  });
  expect(await reader.newest({}, 2, () => false)).toMatchObject({
    messages: { length: 6 },
    isComplete: false,
  });
  expect(await reader.newest({}, 9, () => false)).toMatchObject({
    messages: { length: 9 },
    isComplete: true,
  });
});

test("transactions are requested together, up to the maximum per URL", async () => {
  const { reader, asked } = listOf(() => ["a"]);
  await reader.byIds({ ...SCOPE, transactionIds: transactions(120) }, new Set(["a"]));
  await reader.all({ ...SCOPE, transactionIds: transactions(60) });
  expect(asked.map(({ transactionIds = [] }) => transactionIds.length)).toEqual([50, 50, 20, 50, 10]);
});

test("an unknown subscriber has no messages; other failures are thrown", async () => {
  const failing = (code: "E_SUBSCRIBER" | "E_SERVER") => orEmpty(Promise.reject(new Failure(code, "x")));
  expect(await failing("E_SUBSCRIBER")).toEqual({ messages: [], isComplete: true });
  await expect(failing("E_SERVER")).rejects.toMatchObject({ code: "E_SERVER" });
});

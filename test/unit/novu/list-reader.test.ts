import { expect, test } from "vitest";
import { Failure } from "../../../src/failures/failure.js";
import { createListReader, orEmpty, type PageLimits } from "../../../src/novu/list-reader.js";
import type { MessageQuery } from "../../../src/novu/messages.js";
import { asDocument } from "../../../src/novu/messages.js";

/** A list of the messages with these ids, whatever is asked for, and the size of each page that was asked for. */
const listOf = (ids: () => readonly string[], limits?: PageLimits) => {
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

test("one message is one request for one", async () => {
  const { reader, asked, pages } = listOf(() => ["a"]);
  expect(await reader.byIds(SCOPE, new Set(["a"]))).toMatchObject({ isWhole: true });
  expect(asked).toEqual([{ transactionIds: ["t"], subscriberId: "alice", pageSize: 1 }]);
  expect(pages).toEqual([1]);
});

test("how far down the wanted ones are is remembered, so that the next look is one small request again", async () => {
  const { reader, pages } = listOf(() => ["x", "y", "a", "z"]);
  expect(idsOf((await reader.byIds(SCOPE, new Set(["a"]))).messages)).toEqual(["a"]);
  expect(pages).toEqual([1, 1_000]);
  expect(idsOf((await reader.byIds(SCOPE, new Set(["a"]))).messages)).toEqual(["a"]);
  expect(pages.slice(2)).toEqual([3]);
});

test("one that is not there is looked for to the end of its transaction", async () => {
  const { reader, pages } = listOf(() => ["x", "a"]);
  const { messages, isWhole } = await reader.byIds(SCOPE, new Set(["a", "gone"]));
  expect([idsOf(messages), isWhole, pages]).toEqual([["a"], true, [2]]);
  expect((await listOf(() => []).reader.byIds(SCOPE, new Set(["gone"]))).messages).toEqual([]);
});

test("a transaction that went to thousands is read in large pages, and no further than is allowed", async () => {
  const wanted = new Set(["m2500"]);
  const free = listOf(() => many(5_000));
  expect(idsOf((await free.reader.byIds(SCOPE, wanted)).messages)).toEqual(["m2500"]);
  expect(free.pages).toEqual([1, 1_000, 1_000, 1_000]);
  const bound = listOf(() => many(5_000), { list: 10, byIds: 1 });
  expect(await bound.reader.byIds(SCOPE, wanted)).toEqual({ messages: [], isWhole: false });
  expect(bound.pages).toEqual([1, 1_000]);
});

test("all of a transaction is read, in large pages once it has shown to be long", async () => {
  const { reader, pages } = listOf(() => many(250));
  expect(await reader.all(SCOPE)).toMatchObject({ isWhole: true, messages: { length: 250 } });
  expect(await reader.all(SCOPE)).toMatchObject({ isWhole: true, messages: { length: 250 } });
  expect(pages).toEqual([100, 1_000, 1_000]);
});

test("from a list that is longer than allowed the newest are read, also at the first look", async () => {
  const { reader } = listOf(() => many(5_000), { list: 3, byIds: 1 });
  const look = await reader.all(SCOPE);
  expect([look.messages.length, look.isWhole]).toEqual([3_000, false]);
});

test("the newest of a list are one page of just so many, and further ones until it is enough", async () => {
  const { reader, pages } = listOf(() => many(9), { list: 3, byIds: 1 });
  expect(idsOf((await reader.newest({}, 2, () => true)).messages)).toEqual(["m0", "m1"]);
  expect(pages).toEqual([2]);
  expect(await reader.newest({}, 2, (met) => met.length > 3)).toMatchObject({
    messages: { length: 4 },
    isWhole: false,
  });
  expect(await reader.newest({}, 2, () => false)).toMatchObject({ messages: { length: 6 }, isWhole: false });
  expect(await reader.newest({}, 9, () => false)).toMatchObject({ messages: { length: 9 }, isWhole: true });
});

test("transactions are asked for together, as many as an address can carry", async () => {
  const { reader, asked } = listOf(() => ["a"]);
  await reader.byIds({ ...SCOPE, transactionIds: transactions(120) }, new Set(["a"]));
  await reader.all({ ...SCOPE, transactionIds: transactions(60) });
  expect(asked.map(({ transactionIds = [] }) => transactionIds.length)).toEqual([50, 50, 20, 50, 10]);
});

test("a subscriber who is not there has no messages; what else fails, fails", async () => {
  const failing = (code: "E_SUBSCRIBER" | "E_SERVER") => orEmpty(Promise.reject(new Failure(code, "x")));
  expect(await failing("E_SUBSCRIBER")).toEqual({ messages: [], isWhole: true });
  await expect(failing("E_SERVER")).rejects.toMatchObject({ code: "E_SERVER" });
});

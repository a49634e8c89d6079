import { expect, test } from "vitest";
import { createLookAt } from "../../../src/novu/look-at-messages.js";
import type { MessageQuery } from "../../../src/novu/message-pages.js";
import { asDocument } from "../../../src/novu/messages.js";

/** A list of the messages with these ids, whatever is asked for, and what was asked. */
const listOf = (ids: () => readonly string[]) => {
  const asked: MessageQuery[] = [];
  let pages = 0;
  async function* messagePages(query: MessageQuery) {
    asked.push(query);
    const { pageSize = 100 } = query;
    const list = ids();
    for (let at = 0; at === 0 || at < list.length; at += pageSize) {
      pages += 1;
      const messages = list.slice(at, at + pageSize).map((_id) => asDocument({ _id }));
      yield { messages, hasMore: at + pageSize < list.length };
    }
  }
  return { lookAt: createLookAt({ messagePages }), asked, pages: () => pages };
};

const idsOf = (met: readonly { readonly message: { readonly id: string | undefined } }[]) =>
  met.map(({ message }) => message.id);

const aim = (...messageIds: string[]) => ({
  transactionIds: ["t"],
  subscriberId: "alice",
  messageIds: new Set(messageIds),
});

test("one message is one request for one", async () => {
  const { lookAt, asked, pages } = listOf(() => ["a"]);
  expect(idsOf(await lookAt(aim("a")))).toEqual(["a"]);
  expect(asked).toEqual([{ transactionIds: ["t"], subscriberId: "alice", pageSize: 1 }]);
  expect(pages()).toBe(1);
});

test("how far down the wanted ones are is remembered, so that the next look is one request again", async () => {
  const { lookAt, asked, pages } = listOf(() => ["x", "y", "a", "z"]);
  expect(idsOf(await lookAt(aim("a")))).toEqual(["a"]);
  expect(pages()).toBe(3);
  expect(idsOf(await lookAt(aim("a")))).toEqual(["a"]);
  expect(pages()).toBe(4);
  expect(asked.map(({ pageSize }) => pageSize)).toEqual([1, 3]);
});

test("one that is not there is looked for to the end of its transaction", async () => {
  const { lookAt, pages } = listOf(() => ["x", "a"]);
  expect(idsOf(await lookAt(aim("a", "gone")))).toEqual(["a"]);
  expect(pages()).toBe(1);
  expect(idsOf(await listOf(() => []).lookAt(aim("gone")))).toEqual([]);
});

test("without ids all of the transactions is read", async () => {
  const all = Array.from({ length: 250 }, (_, at) => `m${at}`);
  const { lookAt, asked, pages } = listOf(() => all);
  expect(await lookAt({ ...aim(), messageIds: undefined })).toHaveLength(250);
  expect([pages(), asked[0]?.pageSize]).toEqual([3, 100]);
});

test("transactions are asked for together, as many as an address can carry", async () => {
  const { lookAt, asked } = listOf(() => ["a"]);
  await lookAt({ ...aim("a"), transactionIds: Array.from({ length: 120 }, (_, at) => `t${at}`) });
  expect(asked.map(({ transactionIds = [] }) => transactionIds.length)).toEqual([50, 50, 20]);
});

import { expect, test } from "vitest";
import { mergedPages } from "../../../src/novu/merged-pages.js";
import { asDocument, type MessagePage } from "../../../src/novu/messages.js";

/** A list whose pages hold messages of the given hours. */
async function* listOf(
  pages: readonly (readonly number[])[],
  read: number[] = [],
): AsyncIterable<MessagePage> {
  for (const [at, hours] of pages.entries()) {
    read.push(at);
    yield {
      messages: hours.map((hour) =>
        asDocument({ _id: String(hour), createdAt: new Date(hour * 3_600_000).toISOString() }),
      ),
      hasMore: at < pages.length - 1,
    };
  }
}

const hoursOf = async (lists: readonly AsyncIterable<MessagePage>[]): Promise<number[]> => {
  const all: number[] = [];
  for await (const { messages } of mergedPages(lists))
    all.push(...messages.map(({ message }) => Number(message.id)));
  return all;
};

test("lists are merged over pages, some of them empty", async () => {
  const lists = [listOf([[9, 7], [], [4, 1]]), listOf([[8], [3, 2]]), listOf([[]]), listOf([[6, 5]])];
  expect(await hoursOf(lists)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test("pages that are not needed are not read", async () => {
  const read: number[] = [];
  for await (const { messages, hasMore } of mergedPages([listOf([[9, 8], [7]], read), listOf([[1], [0]])])) {
    expect([messages.length, hasMore, read]).toEqual([2, true, [0]]);
    break;
  }
  expect(read).toEqual([0]);
});

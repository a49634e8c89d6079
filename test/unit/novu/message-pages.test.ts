import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/model/json.js";
import { messagePages } from "../../../src/novu/messages.js";
import type { NovuCall } from "../../../src/novu/novu-call.js";
import { failureOf } from "../failures/failure-of.js";

const SECOND = 1_700_000_000;
/** Message number `n`, created in second `n`. */
const message = (n: number): JsonObject => ({
  _id: `${(SECOND + n).toString(16)}${"a".repeat(16)}`,
  createdAt: new Date((SECOND + n) * 1_000).toISOString(),
});
const idOf = (n: number): string => String(message(n)._id);

interface ServerOptions {
  /** How many newer messages arrive after each response. */
  readonly arrivals?: readonly number[];
  /** A message that was deleted. */
  readonly gone?: number | undefined;
  readonly paging?: (facts: { hasMore: boolean; totalCount: number }) => JsonObject;
}

/** A server with messages 1 to `count`, newest first. */
const serverOf = (
  count: number,
  { arrivals = [], gone, paging = ({ hasMore }) => ({ hasMore }) }: ServerOptions = {},
) => {
  let newest = count;
  const asked: string[] = [];
  const call: NovuCall = async ({ path }): Promise<JsonValue> => {
    const { searchParams } = new URL(path, "http://x");
    const [page, limit] = ["page", "limit"].map((name) => Number(searchParams.get(name))) as [number, number];
    const list = Array.from({ length: newest }, (_, at) => newest - at).filter((n) => n !== gone);
    const data = list.slice(page * limit, (page + 1) * limit).map(message);
    const facts = { hasMore: (page + 1) * limit < newest, totalCount: newest };
    newest += arrivals[asked.length] ?? 0;
    asked.push(`${page}/${limit}`);
    return { data, ...paging(facts) };
  };
  return { call, asked };
};

const read = async (call: NovuCall, query: Parameters<typeof messagePages>[1] = {}) => {
  const pages: number[][] = [];
  for await (const { messages } of messagePages(call, query)) {
    pages.push(messages.map(({ message: { id = "" } }) => Number.parseInt(id.slice(0, 8), 16) - SECOND));
  }
  return pages;
};

test("pages come in order until the list ends", async () => {
  const { call, asked } = serverOf(5);
  expect(await read(call, { pageSize: 2 })).toEqual([[5, 4], [3, 2], [1]]);
  expect(asked).toEqual(["0/2", "1/2", "2/2"]);
});

test("a message that new ones push onto the next page is not returned twice", async () => {
  const { call } = serverOf(4, { arrivals: [1] });
  expect(await read(call, { pageSize: 2 })).toEqual([[4, 3], [2], [1]]);
});

test.each([
  [
    "hasMore is missing and the count is there",
    ({ totalCount }: { totalCount: number }) => ({ totalCount }),
    2,
  ],
  ["both are missing, which costs an empty page", () => ({}), 3],
  ["hasMore is no word of it", () => ({ hasMore: null, totalCount: "many" }), 3],
])("the end is found when %s", async (_what, paging, requests) => {
  const { call, asked } = serverOf(4, { paging });
  expect((await read(call, { pageSize: 2 })).flat()).toEqual([4, 3, 2, 1]);
  expect(asked).toHaveLength(requests);
});

test("an empty page is the end, even if it reports more", async () => {
  const { call, asked } = serverOf(2, { paging: () => ({ hasMore: true }) });
  expect((await read(call, { pageSize: 2 })).flat()).toEqual([2, 1]);
  expect(asked).toHaveLength(2);
});

test("a server that repeats one page forever is given up", async () => {
  const call: NovuCall = async () => ({ data: [message(1)], hasMore: true });
  const { code, message: text, exitCode } = await failureOf(() => read(call));
  expect([code, text, exitCode]).toEqual([
    "E_SEARCH",
    "gave up after 12 pages: the server's list of messages never ends",
    12,
  ]);
});

test("reading stops when the consumer stops", async () => {
  const { call, asked } = serverOf(1_000);
  for await (const page of messagePages(call, {})) {
    expect(page.messages).toHaveLength(100);
    break;
  }
  expect(asked).toEqual(["0/100"]);
});

test("the query and the signal are passed to the request", async () => {
  const asked: unknown[] = [];
  const call: NovuCall = async (...question) => {
    asked.push(question);
    return { data: [] };
  };
  const { signal } = new AbortController();
  await read(call, { subscriberId: "a b", transactionIds: ["t1", "t2"], pageSize: 7, signal });
  expect(asked).toEqual([
    [
      {
        method: "GET",
        path: "/v1/messages?subscriberId=a+b&transactionId=t1&transactionId=t2&channel=in_app&page=0&limit=7",
        signal,
      },
      { subscriberId: "a b" },
    ],
  ]);
});

test("before a message the list is not read from the front", async () => {
  const { call, asked } = serverOf(5_000);
  const [first = []] = await read(call, { before: idOf(1_000) });
  expect(first[0]).toBe(999);
  // The search takes about ten pages; then the rest of the list is read.
  expect(asked.indexOf("40/100")).toBeGreaterThan(0);
  expect(asked.length - 10).toBeLessThan(15);
});

test("`before` a missing message fails if the list never gets older", async () => {
  const call: NovuCall = async () => ({ data: [message(9_000)], hasMore: true });
  expect((await failureOf(() => read(call, { before: idOf(1) }))).code).toBe("E_SEARCH");
});

const upTo = (n: number) => Array.from({ length: n }, (_, at) => n - at);

test("everything behind a message is returned once, whatever arrives meanwhile and even if it was deleted", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 900 }),
      fc.nat(),
      fc.boolean(),
      fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 15 }),
      async (count, number, isGone, arrivals) => {
        const before = 1 + (number % count);
        const { call } = serverOf(count, { arrivals, gone: isGone ? before : undefined });
        expect((await read(call, { before: idOf(before) })).flat()).toEqual(upTo(before - 1));
      },
    ),
    { numRuns: 150 },
  );
});

test("a list that is read to its end has each message once, whatever arrives meanwhile", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 900 }),
      fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 15 }),
      async (count, arrivals) => {
        const all = (await read(serverOf(count, { arrivals }).call)).flat();
        expect(new Set(all).size).toBe(all.length);
        expect(all.filter((n) => n <= count)).toEqual(upTo(count));
      },
    ),
    { numRuns: 100 },
  );
});

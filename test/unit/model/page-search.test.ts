import { expect, test } from "vitest";
import { type PageSearch, searchPages } from "../../../src/model/page-search.js";
import { createPagedList, type Item, itemAt, itemsWithGaps } from "./paged-list.js";

const HOUR = 3_600_000;

const hourly = (count: number): Item[] => itemsWithGaps(Array(count).fill(HOUR));

test("an empty list takes one request", async () => {
  const list = createPagedList({ items: [], pageSize: 10 });
  expect(await searchPages(list.search({ id: 0, time: 0 }))).toEqual({
    page: 0,
    pagesRead: 1,
    itemsRead: 0,
    gaveUp: false,
  });
  expect(list.requests).toEqual([0]);
});

test("an item on the first page takes one request", async () => {
  const items = hourly(50);
  const list = createPagedList({ items, pageSize: 10 });
  expect(await searchPages(list.search(itemAt(items, 3)))).toEqual({
    found: itemAt(items, 3),
    page: 0,
    pagesRead: 1,
    itemsRead: 10,
    gaveUp: false,
  });
  expect(list.requests).toEqual([0]);
});

test("a missing item that would be on the first page takes one request", async () => {
  const list = createPagedList({ items: hourly(5), pageSize: 10 });
  expect(await searchPages(list.search({ id: 99, time: 1_700_000_000_000 - HOUR / 2 }))).toEqual({
    page: 0,
    pagesRead: 1,
    itemsRead: 5,
    gaveUp: false,
  });
  expect(list.requests).toEqual([0]);
});

test("the search doubles its steps and then halves them", async () => {
  const items = hourly(1_000);
  const list = createPagedList({ items, pageSize: 10 });
  const { found } = await searchPages(list.search(itemAt(items, 125)));
  expect(found).toEqual(itemAt(items, 125));
  expect(list.requests).toEqual([0, 1, 3, 7, 15, 11, 13, 12]);
});

test("one item among a million is found within thirty requests", async () => {
  const items = hourly(1_000_000);
  for (const index of [0, 99, 100, 12_345, 499_999, 777_777, 999_999]) {
    const list = createPagedList({ items, pageSize: 100 });
    expect((await searchPages(list.search(itemAt(items, index)))).found).toEqual(itemAt(items, index));
    expect(list.requests.length).toBeLessThanOrEqual(30);
  }
});

test("items of one second spread over many pages are all looked at", async () => {
  const items = itemsWithGaps([HOUR, ...Array(90).fill(0), HOUR, HOUR]);
  const list = createPagedList({ items, pageSize: 3 });
  expect((await searchPages(list.search(itemAt(items, 90)))).found).toEqual(itemAt(items, 90));
});

test.each([-59_000, -1_000, 1_000, 59_000])(
  "an item whose time is %i ms away from its id's is found all the same",
  async (skew) => {
    const items = hourly(300);
    const wanted = { id: 150, time: itemAt(items, 150).time + skew };
    const list = createPagedList({ items, pageSize: 7 });
    expect((await searchPages(list.search(wanted))).found).toEqual(itemAt(items, 150));
  },
);

test("an item that moves onto a page that was read already is found", async () => {
  const items = hourly(8);
  // Page 3 is read while the wanted item is on page 2; then one item arrives.
  const list = createPagedList({ items, pageSize: 2, arrivals: [0, 0, 1] });
  expect((await searchPages(list.search(itemAt(items, 5)))).found).toEqual(itemAt(items, 5));
});

test("items without times are searched one page after the other", async () => {
  const items = hourly(40).map(({ id }) => ({ id, time: Number.NaN }));
  const list = createPagedList({ items, pageSize: 4 });
  const search = { ...list.search(itemAt(items, 30)), wantedTime: 1_700_000_000_000 };
  expect((await searchPages(search)).found?.id).toBe(30);
  expect(list.requests).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

/** Without the page, which has no meaning if the search ends for lack of pages. */
const countsOf = async (search: PageSearch<Item>) => {
  const { page: _, ...counts } = await searchPages(search);
  return counts;
};

const repeating = (time: number) => {
  let requests = 0;
  return {
    requests: () => requests,
    search: {
      fetchPage: async () => {
        requests += 1;
        return { items: [{ id: 1, time }], hasMore: true };
      },
      isWanted: () => false,
      timeOf: (item: Item) => item.time,
      wantedTime: 1_700_000_000_000,
    },
  };
};

test.each([
  ["of newer items", 1_700_000_000_000 + HOUR],
  ["of items from the wanted time", 1_700_000_000_000],
  ["of items without time", Number.NaN],
  ["of items from the end of days", Number.POSITIVE_INFINITY],
])("a server that repeats one page %s for ever does not keep the search for ever", async (_what, time) => {
  const server = repeating(time);
  expect(await countsOf(server.search)).toEqual({ pagesRead: 200, itemsRead: 200, gaveUp: true });
  expect(server.requests()).toBe(200);
});

/** Items without times, so that a search reads page by page, four items each. */
const timelessPages = (pages: number) => {
  const items = hourly(4 * pages).map(({ id }) => ({ id, time: Number.NaN }));
  return { items, list: createPagedList({ items, pageSize: 4 }) };
};

test("a list within the request limit is read to its end, not given up", async () => {
  const wanted = { id: -1, time: 1_700_000_000_000 };
  expect(await countsOf(timelessPages(200).list.search(wanted))).toEqual({
    pagesRead: 200,
    itemsRead: 800,
    gaveUp: false,
  });
  const { list } = timelessPages(201);
  expect(await countsOf(list.search(wanted))).toEqual({ pagesRead: 200, itemsRead: 800, gaveUp: true });
  expect(list.requests).toHaveLength(200);
});

test("an item on the last page within the limit is found", async () => {
  const { items, list } = timelessPages(300);
  const wanted = itemAt(items, 799);
  const { found, page, gaveUp } = await searchPages(list.search(wanted));
  expect([found, page, gaveUp, list.requests.length]).toEqual([wanted, 199, false, 200]);
});

test("an item is absent once the list was read around its time", async () => {
  const items = hourly(1_000).filter(({ id }) => id !== 125);
  const list = createPagedList({ items, pageSize: 10 });
  const wanted = itemAt(hourly(1_000), 125);
  const { found, page, gaveUp, pagesRead } = await searchPages(list.search(wanted));
  expect([found, page, gaveUp, pagesRead]).toEqual([undefined, 12, false, new Set(list.requests).size]);
});

test("a server that repeats one page of older items is requested once", async () => {
  const server = repeating(1_700_000_000_000 - HOUR);
  expect(await searchPages(server.search)).toEqual({ page: 0, pagesRead: 1, itemsRead: 1, gaveUp: false });
  expect(server.requests()).toBe(1);
});

test("a server that always reports more pages is read only while it has items", async () => {
  const items = hourly(30);
  const { search, requests } = createPagedList({ items, pageSize: 10 });
  const inner = search({ id: 99, time: 0 });
  const endless = {
    ...inner,
    fetchPage: async (page: number) => ({ ...(await inner.fetchPage(page)), hasMore: true }),
  };
  expect((await searchPages(endless)).found).toBeUndefined();
  expect(Math.max(...requests)).toBeLessThanOrEqual(7);
});

test("an error of the server ends the search", async () => {
  const refusal = new Error("no");
  const list = createPagedList({ items: hourly(30), pageSize: 10 });
  const inner = list.search({ id: 25, time: 0 });
  const search = {
    ...inner,
    fetchPage: async (page: number) => {
      if (page > 0) throw refusal;
      return inner.fetchPage(page);
    },
  };
  await expect(searchPages(search)).rejects.toBe(refusal);
});

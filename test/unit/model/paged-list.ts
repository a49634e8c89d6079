import type { Page, PageSearch } from "../../../src/model/page-search.js";

export interface Item {
  readonly id: number;
  readonly time: number;
}

/** A newest-first paged list as on a server; it records the requested pages. */
interface PagedList {
  readonly search: (wanted: Item) => PageSearch<Item>;
  readonly requests: readonly number[];
}

interface PagedListOptions {
  readonly items: readonly Item[];
  readonly pageSize: number;
  /** How many new items arrive after each response; none after the last entry. */
  readonly arrivals?: readonly number[];
}

export const createPagedList = ({ items, pageSize, arrivals = [] }: PagedListOptions): PagedList => {
  let list = [...items];
  const requests: number[] = [];
  const fetchPage = async (page: number): Promise<Page<Item>> => {
    const start = page * pageSize;
    const answer = { items: list.slice(start, start + pageSize), hasMore: start + pageSize < list.length };
    list = [...newer(list, arrivals[requests.length] ?? 0), ...list];
    requests.push(page);
    return answer;
  };
  return {
    requests,
    search: (wanted) => ({
      fetchPage,
      isWanted: ({ id }) => id === wanted.id,
      timeOf: ({ time }) => time,
      // An ID contains whole seconds only.
      wantedTime: Math.floor(wanted.time / 1000) * 1000,
    }),
  };
};

const newer = (list: readonly Item[], count: number): Item[] => {
  const newest = list[0]?.time ?? 0;
  return Array.from({ length: count }, (_, index) => ({
    id: -1 - list.length - index,
    time: newest + (count - index) * 3_600_000,
  }));
};

/** Newest first; each gap is the time between an item and the next older one. */
export const itemsWithGaps = (gaps: readonly number[]): Item[] => {
  const items: Item[] = [];
  let time = 1_700_000_000_000;
  for (const [id, gap] of gaps.entries()) {
    items.push({ id, time });
    time -= gap;
  }
  return items;
};

/** The item at an index, modulo the length. */
export const itemAt = (items: readonly Item[], index: number): Item => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error("the list is empty");
  return item;
};

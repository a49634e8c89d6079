/** One page of a newest-first list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasMore: boolean;
}

export interface PageSearch<Item> {
  readonly fetchPage: (page: number) => Promise<Page<Item>>;
  readonly isWanted: (item: Item) => boolean;
  /** When the item was created, ms since the epoch; NaN if unknown. */
  readonly timeOf: (item: Item) => number;
  /** When the wanted item was created, ms since the epoch. */
  readonly wantedTime: number;
}

export interface PageSearchResult<Item> {
  readonly found?: Item;
  /** The page of the item; if it was not found, the first page that could have contained it. */
  readonly page: number;
  readonly pagesRead: number;
  readonly itemsRead: number;
  /** Not found, but some pages that could contain it were not read. */
  readonly gaveUp: boolean;
}

/** Tolerance for clock differences between the server's processes: an item this close in time may be the wanted one. */
export const SLACK_MS = 60_000;

/** Enough for any list in order of time. Without a limit, a server that repeats one page would be read forever. */
const MAX_REQUESTS = 200;

/** No list is longer; further doubling would produce numbers that servers cannot parse. */
const MAX_PAGE = 2 ** 30;

/**
 * Finds one item in a newest-first paged list without reading all of it. An exponential search (pages 0, 1, 3, 7 …)
 * finds a page that is old enough, a binary search finds the first such page, and a forward scan reads on while items
 * are near the wanted time. Items that arrive meanwhile only push the wanted one to later pages. The scan therefore
 * reads pages again unless no other page was read since: the item may have moved onto a page that was read earlier.
 */
export const searchPages = async <Item>(search: PageSearch<Item>): Promise<PageSearchResult<Item>> => {
  /** The pages that were read, the most recent last. */
  const pages = new Map<number, Page<Item>>();
  let requests = 0;
  const fetchPage = async (index: number): Promise<Page<Item>> => {
    requests += 1;
    // Beyond the limit, every page counts as the end of the list.
    if (requests > MAX_REQUESTS) return { items: [], hasMore: false };
    const page = await search.fetchPage(index);
    pages.delete(index);
    pages.set(index, page);
    return page;
  };
  const read: ReadPage<Item> = async (index) => pages.get(index) ?? fetchPage(index);
  const readLatest: ReadPage<Item> = async (index) =>
    [...pages.keys()].at(-1) === index ? read(index) : fetchPage(index);

  const start = await firstPageOldEnough(search, read);
  const position = foundIn(pages, search) ?? (await scanForward(search, readLatest, start));
  const itemsRead = [...pages.values()].reduce((sum, page) => sum + page.items.length, 0);
  const gaveUp = position === undefined && requests > MAX_REQUESTS;
  return { ...(position ?? { page: start }), pagesRead: pages.size, itemsRead, gaveUp };
};

interface ListPosition<Item> {
  readonly found: Item;
  readonly page: number;
}

const foundIn = <Item>(
  pages: ReadonlyMap<number, Page<Item>>,
  { isWanted }: PageSearch<Item>,
): ListPosition<Item> | undefined => {
  for (const [page, { items }] of pages) {
    const found = items.find(isWanted);
    if (found !== undefined) return { found, page };
  }
  return undefined;
};

type ReadPage<Item> = (index: number) => Promise<Page<Item>>;

/** The index of the first page whose last item is as old as the wanted one; otherwise the last page. */
const firstPageOldEnough = async <Item>(search: PageSearch<Item>, read: ReadPage<Item>): Promise<number> => {
  let tooNew = -1;
  let oldEnough = 0;
  while (oldEnough < MAX_PAGE && !isOldEnough(search, await read(oldEnough))) {
    tooNew = oldEnough;
    oldEnough = oldEnough * 2 + 1;
  }
  while (oldEnough - tooNew > 1) {
    const middle = Math.floor((tooNew + oldEnough) / 2);
    if (isOldEnough(search, await read(middle))) oldEnough = middle;
    else tooNew = middle;
  }
  return oldEnough;
};

const isOldEnough = <Item>(search: PageSearch<Item>, page: Page<Item>): boolean => {
  const last = page.items.at(-1);
  if (last === undefined || !page.hasMore || page.items.some(search.isWanted)) return true;
  return !(search.timeOf(last) > search.wantedTime + SLACK_MS);
};

const scanForward = async <Item>(
  search: PageSearch<Item>,
  read: ReadPage<Item>,
  start: number,
): Promise<ListPosition<Item> | undefined> => {
  for (let index = start; ; index += 1) {
    const page = await read(index);
    const found = page.items.find(search.isWanted);
    const first = page.items[0];
    if (found !== undefined) return { found, page: index };
    if (first === undefined || !page.hasMore || search.timeOf(first) < search.wantedTime - SLACK_MS) {
      return undefined;
    }
  }
};

/** One page of a list that runs from the newest to the oldest. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasMore: boolean;
}

export interface PageSearch<Item> {
  readonly fetchPage: (page: number) => Promise<Page<Item>>;
  readonly isWanted: (item: Item) => boolean;
  /** When the item was made, ms since the epoch; NaN when it does not tell. */
  readonly timeOf: (item: Item) => number;
  /** When the wanted item was made, ms since the epoch. */
  readonly wantedTime: number;
}

export interface PageSearchResult<Item> {
  readonly found?: Item;
  /** The page that held it; where it was not found, the first page that could have. */
  readonly page: number;
  readonly pagesRead: number;
  readonly itemsRead: number;
  /** Not found, but not all of the list was looked at where it could be. */
  readonly gaveUp: boolean;
}

/** Clocks of the server's processes may differ a little; an item this near in time may be the wanted one. */
export const SLACK_MS = 60_000;

/** Enough for any list that gets older; without a limit, a server that repeats one page would be read forever. */
const MAX_REQUESTS = 200;

/** No list is longer; past it the doubling would only make numbers that no server understands. */
const LAST_PAGE = 2 ** 30;

/**
 * Finds one item in a newest-first paged list without reading it all: gallops to a page old enough
 * (0, 1, 3, 7 …), halves back to the first such page, then walks on while items are near the wanted
 * time. Items that arrive meanwhile only push the wanted one onwards, where the walk meets it: it takes
 * no page that was read before another one, since the wanted item may have moved onto it after that.
 */
export const searchPages = async <Item>(search: PageSearch<Item>): Promise<PageSearchResult<Item>> => {
  /** What was read, the latest last. */
  const pages = new Map<number, Page<Item>>();
  let requests = 0;
  const readAnew = async (index: number): Promise<Page<Item>> => {
    requests += 1;
    // Past the limit every page reads as the end of the list.
    if (requests > MAX_REQUESTS) return { items: [], hasMore: false };
    const page = await search.fetchPage(index);
    pages.delete(index);
    pages.set(index, page);
    return page;
  };
  const read: ReadPage<Item> = async (index) => pages.get(index) ?? readAnew(index);
  const readLatest: ReadPage<Item> = async (index) =>
    [...pages.keys()].at(-1) === index ? read(index) : readAnew(index);

  const start = await firstOldEnough(search, read);
  const place = foundIn(pages, search) ?? (await walk(search, readLatest, start));
  const itemsRead = [...pages.values()].reduce((sum, page) => sum + page.items.length, 0);
  const gaveUp = place === undefined && requests > MAX_REQUESTS;
  return { ...(place ?? { page: start }), pagesRead: pages.size, itemsRead, gaveUp };
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

/** The index of the first page whose last item is as old as the wanted one, or of the last page. */
const firstOldEnough = async <Item>(search: PageSearch<Item>, read: ReadPage<Item>): Promise<number> => {
  let tooNew = -1;
  let oldEnough = 0;
  while (oldEnough < LAST_PAGE && !reaches(search, await read(oldEnough))) {
    tooNew = oldEnough;
    oldEnough = oldEnough * 2 + 1;
  }
  while (oldEnough - tooNew > 1) {
    const middle = Math.floor((tooNew + oldEnough) / 2);
    if (reaches(search, await read(middle))) oldEnough = middle;
    else tooNew = middle;
  }
  return oldEnough;
};

const reaches = <Item>(search: PageSearch<Item>, page: Page<Item>): boolean => {
  const last = page.items.at(-1);
  if (last === undefined || !page.hasMore || page.items.some(search.isWanted)) return true;
  return !(search.timeOf(last) > search.wantedTime + SLACK_MS);
};

const walk = async <Item>(
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

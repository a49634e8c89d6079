import { afterMessage } from "../model/after-message.js";
import { type JsonObject, stringOf } from "../model/json.js";
import { type Page, searchPages } from "../model/page-search.js";
import type { MessageDocument } from "./actions.js";
import { asDocument, listMessages, type MessageScope, PAGE_SIZE, searchFor } from "./messages.js";
import type { NovuCall } from "./novu-call.js";
import { MOST_REPEATS, paginationGuard } from "./pagination-guard.js";

export interface MessageQuery extends MessageScope {
  /** Begin after this message; it may have been deleted meanwhile. */
  readonly before?: string | undefined;
  /** 100 when left out. */
  readonly pageSize?: number | undefined;
  /** Ends the request under way, as E_INTERRUPTED. */
  readonly signal?: AbortSignal | undefined;
}

export interface MessagePage {
  readonly messages: readonly MessageDocument[];
  /** Whether the server has more; the last page can be empty (docs/novu-api.md, "Lists and finding a message"). */
  readonly hasMore: boolean;
}

/**
 * In-app messages, newest first, page by page. None comes twice, also when new ones arrive meanwhile and
 * push the list onwards. A page may be empty, and the list still go on.
 * @throws Failure E_SEARCH for a server that repeats itself
 */
export async function* messagePages(call: NovuCall, query: MessageQuery): AsyncIterable<MessagePage> {
  const limit = query.before === undefined ? (query.pageSize ?? PAGE_SIZE) : PAGE_SIZE;
  const fetchPage = (page: number) => listMessages(call, query, { page, limit, signal: query.signal });
  const start = await startOf(query, fetchPage);
  const isNew = onlyOnce();
  let repeats = 0;
  for (let page = start.page; ; page += 1) {
    const { items, hasMore } = (page === start.page ? start.fetched : undefined) ?? (await fetchPage(page));
    const fresh = items.filter(isNew);
    repeats = fresh.length === 0 ? repeats + 1 : 0;
    if (repeats > MOST_REPEATS) throw paginationGuard("messages", page - start.page + 1);
    const isEnd = !hasMore || items.length === 0;
    yield { messages: fresh.filter(start.belongs).map(asDocument), hasMore: !isEnd };
    if (isEnd) return;
  }
}

/** Where to begin, and which of the messages there belong to what was asked for. */
interface Start {
  readonly page: number;
  /** That page, where the search has just read it. */
  readonly fetched: Page<JsonObject> | undefined;
  readonly belongs: (item: JsonObject) => boolean;
}

const startOf = async (
  { before }: MessageQuery,
  fetchPage: (page: number) => Promise<Page<JsonObject>>,
): Promise<Start> => {
  if (before === undefined) return { page: 0, fetched: undefined, belongs: () => true };
  const pages = new Map<number, Page<JsonObject>>();
  const remember = async (page: number) => {
    const fetched = await fetchPage(page);
    pages.set(page, fetched);
    return fetched;
  };
  const { found, page, gaveUp, pagesRead } = await searchPages(searchFor(before, remember));
  if (gaveUp) throw paginationGuard("messages", pagesRead);
  return { page, fetched: pages.get(page), belongs: afterMessage(before, found) };
};

/** Whether an item is met for the first time; one without an id cannot be told apart and always is. */
const onlyOnce = (): ((item: JsonObject) => boolean) => {
  const met = new Set<string>();
  return (item) => {
    const id = stringOf(item._id);
    if (id === undefined) return true;
    if (met.has(id)) return false;
    met.add(id);
    return true;
  };
};

import { Failure } from "../failures/failure.js";
import { path, query } from "../http/path.js";
import { isJsonObject, type JsonObject, stringOf } from "../model/json.js";
import { type Message, type MessageDocument, readMessage } from "../model/message.js";
import { normalizedMessageId, timestampOfId } from "../model/message-id.js";
import { olderThanMessage } from "../model/older-than-message.js";
import { type Page, type PageSearch, type PageSearchResult, searchPages } from "../model/page-search.js";
import { unwrap } from "./envelope.js";
import type { NovuCall } from "./novu-call.js";
import { endlessList, hasMore, notAList } from "./paging.js";

/** The server allows 1,000; a page of 100 keeps one response near 100 kB. */
export const PAGE_SIZE = 100;
/** Transactions per request: proxies can refuse longer URLs. */
export const MAX_TRANSACTIONS = 50;

/** Which messages to list. */
export interface MessageScope {
  readonly subscriberId?: string | undefined;
  readonly transactionIds?: readonly string[] | undefined;
}

export interface MessageReader {
  /** Finds one message among the subscriber's. @throws Failure E_SUBSCRIBER and those of reading */
  findMessage(subscriberId: string, messageId: string): Promise<MessageSearchResult>;
  /** In-app messages, newest first, page by page, each once. */
  messagePages(query: MessageQuery): AsyncIterable<MessagePage>;
}

interface PageRequest {
  /** From 0. */
  readonly page: number;
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/** One page of in-app messages, newest first (docs/novu-api.md, "Lists and finding a message"). @throws Failure */
export const listMessages = async (
  call: NovuCall,
  { subscriberId, transactionIds }: MessageScope,
  { page, limit, signal }: PageRequest,
): Promise<Page<JsonObject>> => {
  const parameters = query({
    subscriberId,
    transactionId: transactionIds ?? [],
    channel: "in_app",
    page,
    limit,
  });
  const body = await call(
    { method: "GET", path: `/v1/messages${parameters}`, ...(signal === undefined ? {} : { signal }) },
    subscriberId === undefined ? {} : { subscriberId },
  );
  const { data, paging } = unwrap(body);
  if (!Array.isArray(data)) throw notAList("messages");
  const items = data.filter(isJsonObject);
  return { items, hasMore: hasMore(paging, data.length, { page, limit }) };
};

export const asDocument = (document: JsonObject): MessageDocument => ({
  document,
  message: readMessage(document),
});

/**
 * Finds a message in a newest-first list of items of any type. The timestamp in the ID limits how much is read.
 * @param fieldsOf returns the ID and the time of an item
 */
export const searchMessages = <Item>(
  messageId: string,
  fetchPage: PageSearch<Item>["fetchPage"],
  fieldsOf: (item: Item) => Pick<Message, "id" | "createdAt">,
): Promise<PageSearchResult<Item>> => {
  const wanted = normalizedMessageId(messageId);
  return searchPages({
    fetchPage,
    isWanted: (item) => normalizedMessageId(fieldsOf(item).id ?? "") === wanted,
    timeOf: (item) => Date.parse(fieldsOf(item).createdAt ?? ""),
    wantedTime: timestampOfId(wanted),
  });
};

/** For `searchMessages` over documents of the server. */
export const documentFields = ({ _id, createdAt }: JsonObject): Pick<Message, "id" | "createdAt"> => ({
  id: stringOf(_id),
  createdAt: stringOf(createdAt),
});

export interface MessageSearchResult extends PageSearchResult<MessageDocument> {
  /** If no message has the ID: a message that has it as its `_notificationId`. */
  readonly ofSameEvent?: MessageDocument;
}

interface MessageQuery extends MessageScope {
  /** Only messages older than this one, which need not exist any more. */
  readonly before?: string | undefined;
  /** Default: 100. */
  readonly pageSize?: number | undefined;
  /** Aborts the request in flight, with E_INTERRUPTED. */
  readonly signal?: AbortSignal | undefined;
}

export interface MessagePage {
  readonly messages: readonly MessageDocument[];
  /** Whether the server has more pages; the last page can be empty (docs/novu-api.md, "Lists and finding a message"). */
  readonly hasMore: boolean;
}

/** Consecutive pages without a new item, after which the list counts as endless. */
const MAX_REPEATS = 10;

/**
 * In-app messages, newest first, page by page. No message is returned twice, even if new messages push older ones to
 * later pages meanwhile. A page can be empty before the end of the list.
 * @throws Failure E_SEARCH if the server repeats the same pages
 */
export async function* messagePages(call: NovuCall, query: MessageQuery): AsyncIterable<MessagePage> {
  const limit = query.before === undefined ? (query.pageSize ?? PAGE_SIZE) : PAGE_SIZE;
  const fetchPage = (page: number) => listMessages(call, query, { page, limit, signal: query.signal });
  const start = await startOf(query, fetchPage);
  const isNew = uniqueById();
  let repeats = 0;
  for (let page = start.page; ; page += 1) {
    const { items, hasMore } = (page === start.page ? start.fetched : undefined) ?? (await fetchPage(page));
    const fresh = items.filter(isNew);
    repeats = fresh.length === 0 ? repeats + 1 : 0;
    if (repeats > MAX_REPEATS) throw endlessList("messages", page - start.page + 1);
    const isEnd = !hasMore || items.length === 0;
    yield { messages: fresh.filter(start.isIncluded).map(asDocument), hasMore: !isEnd };
    if (isEnd) return;
  }
}

/** Where to start, and which messages of the list match the query. */
interface Start {
  readonly page: number;
  /** That page, if the search has just read it. */
  readonly fetched: Page<JsonObject> | undefined;
  readonly isIncluded: (item: JsonObject) => boolean;
}

const startOf = async (
  { before }: MessageQuery,
  fetchPage: (page: number) => Promise<Page<JsonObject>>,
): Promise<Start> => {
  if (before === undefined) return { page: 0, fetched: undefined, isIncluded: () => true };
  const pages = new Map<number, Page<JsonObject>>();
  const remember = async (page: number) => {
    const fetched = await fetchPage(page);
    pages.set(page, fetched);
    return fetched;
  };
  const { found, page, gaveUp, pagesRead } = await searchMessages(before, remember, documentFields);
  if (gaveUp) throw endlessList("messages", pagesRead);
  return { page, fetched: pages.get(page), isIncluded: olderThanMessage(before, found) };
};

/** Creates a filter that removes repeated items; items without an ID always pass. */
const uniqueById = (): ((item: JsonObject) => boolean) => {
  const seen = new Set<string>();
  return (item) => {
    const id = stringOf(item._id);
    if (id === undefined) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  };
};

/**
 * Deletes a message (docs/novu-api.md, "Marks and delete"). A 2xx counts only if its body confirms the deletion.
 * @throws Failure E_MESSAGE, E_MISMATCH
 */
export const deleteMessage = async (call: NovuCall, messageId: string): Promise<void> => {
  const body = await call({ method: "DELETE", path: path`/v1/messages/${messageId}` }, { messageId });
  const { data } = unwrap(body);
  if (isJsonObject(data) && data.acknowledged === true) return;
  throw new Failure("E_MISMATCH", `Novu didn't confirm that message ${messageId} was deleted`, {
    hint: ["Its success response is about something else."],
    next: [{ words: ["novu-msg", "message", "delete", messageId], when: "to check whether it still exists" }],
    sent: "yes",
  });
};

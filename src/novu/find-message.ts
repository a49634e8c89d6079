import type { JsonObject } from "../model/json.js";
import { isMessageId, normalizedMessageId, timestampOfId } from "../model/message-id.js";
import { type Page, SLACK_MS } from "../model/page-search.js";
import {
  asDocument,
  documentFields,
  listMessages,
  MAX_TRANSACTIONS,
  type MessageSearchResult,
  PAGE_SIZE,
  searchMessages,
} from "./messages.js";
import { searchWindow } from "./notification-window.js";
import type { NovuCall } from "./novu-call.js";

/** Whether a server has v2 lists, which find an old message in one request. Neither function fails. */
export interface V2Lists {
  /** Wall clock, ms since the epoch. */
  readonly now: () => number;
  /** Whether the server is known to lack them. */
  areMissing(): Promise<boolean>;
  learn(areMissing: boolean): Promise<void>;
}

/** The newest page nearly always has the messages of the last hour, and costs one request instead of two. */
const RECENT_MS = 3_600_000;

/**
 * Finds one message of a subscriber by reading lists: the API cannot return a single message. Recent messages are first
 * looked for on the newest page. Older ones are found in the v2 list, and then read through their transaction, because
 * only v1 returns the payload. Everything else is found by searching the v1 list.
 * @param v2Lists if absent, only the v1 list is searched
 * @throws Failure
 */
export const findMessage = async (
  call: NovuCall,
  subscriberId: string,
  messageId: string,
  v2Lists?: V2Lists,
): Promise<MessageSearchResult> => {
  const wanted = normalizedMessageId(messageId);
  const list = readV1List(call, subscriberId);
  if (!isMessageId(wanted)) return searchNewestPage(list, wanted);
  if (v2Lists === undefined) return searchV1List(list, wanted);
  const isRecent = v2Lists.now() - timestampOfId(wanted) < RECENT_MS;
  if (isRecent && mayBeOn(await list.newest(), wanted)) return searchV1List(list, wanted);
  if (await v2Lists.areMissing()) return searchV1List(list, wanted);
  const window = await searchWindow(call, subscriberId, wanted);
  if (window.kind === "no route") {
    const result = await searchV1List(list, wanted);
    // Only after v1 answered: a server that is not Novu has neither.
    await v2Lists.learn(true);
    return result;
  }
  await v2Lists.learn(false);
  if (window.kind !== "read" || window.transactionIds.length > MAX_TRANSACTIONS)
    return searchV1List(list, wanted);
  const result = await readListed(call, subscriberId, wanted, window);
  if (result !== undefined) return result;
  // The lists contradict each other, as one lags behind.
  if (window.isListed) return searchV1List(list, wanted);
  // Or the message was made at another time than its ID says, as those of a seed can be.
  return { ...(await searchNewestPage(list, wanted)), gaveUp: false };
};

/** Reads the v1 messages of the transactions that the v2 list named. Undefined if the message is not among them. */
const readListed = async (
  call: NovuCall,
  subscriberId: string,
  wanted: string,
  {
    transactionIds,
    pagesRead,
    itemsRead,
  }: Extract<Awaited<ReturnType<typeof searchWindow>>, { kind: "read" }>,
): Promise<MessageSearchResult | undefined> => {
  if (transactionIds.length === 0) return undefined;
  const scope = { subscriberId, transactionIds };
  const page = (index: number) => listMessages(call, scope, { page: index, limit: PAGE_SIZE });
  const result = await searchV1List({ page }, wanted);
  if (result.found === undefined && result.ofSameEvent === undefined) return undefined;
  return {
    ...result,
    pagesRead: pagesRead + result.pagesRead,
    itemsRead: itemsRead + result.itemsRead,
  };
};

interface V1List {
  newest(): Promise<Page<JsonObject>>;
  page(index: number): Promise<Page<JsonObject>>;
}

/** The subscriber's v1 list, whose newest page is read once. */
const readV1List = (call: NovuCall, subscriberId: string): V1List => {
  const read = (page: number) => listMessages(call, { subscriberId }, { page, limit: PAGE_SIZE });
  let newest: Page<JsonObject> | undefined;
  const readNewest = async () => {
    newest ??= await read(0);
    return newest;
  };
  return {
    newest: readNewest,
    page: (index) => (newest !== undefined && index === 0 ? readNewest() : read(index)),
  };
};

/** Whether the newest page has the message, or is so old that the message cannot be on a later one. */
const mayBeOn = ({ items, hasMore }: Page<JsonObject>, wanted: string): boolean => {
  const last = items.at(-1);
  if (last === undefined || !hasMore) return true;
  if (items.some((item) => normalizedMessageId(documentFields(item).id ?? "") === wanted)) return true;
  return !(Date.parse(documentFields(last).createdAt ?? "") > timestampOfId(wanted) + SLACK_MS);
};

const searchV1List = async ({ page }: Pick<V1List, "page">, wanted: string): Promise<MessageSearchResult> => {
  const ofSameEvent: JsonObject[] = [];
  const fetchPage = async (index: number) => {
    const fetched = await page(index);
    ofSameEvent.push(...fetched.items.filter(({ _notificationId }) => _notificationId === wanted));
    return fetched;
  };
  const { found, ...counts } = await searchMessages(wanted, fetchPage, documentFields);
  if (found !== undefined) return { ...counts, found: asDocument(found) };
  const [other] = ofSameEvent;
  return other === undefined ? counts : { ...counts, ofSameEvent: asDocument(other) };
};

/** An ID of unknown form has no time that could lead to a later page. */
const searchNewestPage = async (list: V1List, wanted: string): Promise<MessageSearchResult> => {
  const newest = await list.newest();
  const result = await searchV1List({ page: async () => ({ ...newest, hasMore: false }) }, wanted);
  return { ...result, gaveUp: result.found === undefined && newest.hasMore };
};

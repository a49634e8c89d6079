import { Failure } from "../failures/failure.js";
import { isJsonObject } from "../model/json.js";
import type { Message } from "../model/message.js";
import { timestampOfId } from "../model/message-id.js";
import { readNotification } from "../model/notification.js";
import { listNotifications } from "./list-notifications.js";
import type { NovuCall } from "./novu-call.js";

/** The server's maximum for v2 lists. */
const PAGE_SIZE = 100;
/** Enough for a thousand messages of one subscriber within seconds; the v1 list is searched for more. */
const MAX_PAGES = 10;

/**
 * How far `createdAt` may be from the second in the ID. It is written after the ID, by a process that may have another
 * clock. The list is newest first, so that a wide margin before the second costs nothing for a message that exists.
 */
const BEFORE_MS = 60_000;
const AFTER_MS = 30_000;
const SECOND_MS = 1_000;

/** What the v2 list says about a message. */
type WindowSearchResult =
  | {
      readonly kind: "read";
      readonly isListed: boolean;
      /** The transaction of the message; if it is not listed, those of all messages from around that time. */
      readonly transactionIds: readonly string[];
      readonly pagesRead: number;
      readonly itemsRead: number;
    }
  /** The server has no v2 routes. */
  | { readonly kind: "no route" }
  /** Nothing can be concluded: the list is not limited by time, its items are unknown, or there are too many. */
  | { readonly kind: "no window" };

/**
 * Looks for a message in the v2 list around the time in its ID. Without a filter, this list also has archived and snoozed
 * messages (docs/novu-api.md, "Lists and finding a message").
 * @param messageId 24 lower-case hexadecimal digits
 * @throws Failure E_SUBSCRIBER and those of reading
 */
export const searchWindow = async (
  call: NovuCall,
  subscriberId: string,
  messageId: string,
): Promise<WindowSearchResult> => {
  const second = timestampOfId(messageId);
  const window = { createdGte: Math.max(0, second - BEFORE_MS), createdLte: second + SECOND_MS + AFTER_MS };
  const isInside = isWithin(window);
  const seen = new Map<string, Notification>();
  let after: string | undefined;
  for (let pagesRead = 1; pagesRead <= MAX_PAGES; pagesRead += 1) {
    const page = await readPage(call, subscriberId, window, after);
    if (typeof page === "string") return { kind: page };
    if (!page.notifications.every(isInside)) return { kind: "no window" };
    const sizeBefore = seen.size;
    for (const notification of page.notifications) seen.set(notification.id.toLowerCase(), notification);
    const listed = seen.get(messageId);
    if (listed !== undefined || !page.hasMore) return resultOf(seen, listed, pagesRead);
    if (seen.size === sizeBefore) break;
    after = page.notifications.at(-1)?.id;
  }
  return { kind: "no window" };
};

type Notification = Message & { readonly id: string };

const resultOf = (
  seen: ReadonlyMap<string, Notification>,
  listed: Notification | undefined,
  pagesRead: number,
): WindowSearchResult => ({
  kind: "read",
  isListed: listed !== undefined,
  transactionIds: transactionsOf(listed === undefined ? [...seen.values()] : [listed]),
  pagesRead,
  itemsRead: seen.size,
});

const transactionsOf = (messages: readonly Message[]): readonly string[] => [
  ...new Set(messages.flatMap(({ transactionId }) => transactionId ?? [])),
];

interface Window {
  /** ms since the epoch. */
  readonly createdGte: number;
  /** ms since the epoch. */
  readonly createdLte: number;
}

/** A server that does not know these parameters returns its newest notifications instead. */
const isWithin =
  ({ createdGte, createdLte }: Window) =>
  ({ createdAt = "" }: Message): boolean => {
    const time = Date.parse(createdAt);
    return time >= createdGte && time <= createdLte;
  };

interface WindowPage {
  readonly notifications: readonly Notification[];
  readonly hasMore: boolean;
}

const readPage = async (
  call: NovuCall,
  subscriberId: string,
  window: Window,
  after: string | undefined,
): Promise<WindowPage | "no route" | "no window"> => {
  try {
    const page = await listNotifications(call, subscriberId, { ...window }, { limit: PAGE_SIZE, after });
    const notifications = page.items.filter(isJsonObject).map(readNotification).filter(hasId);
    if (notifications.length < page.items.length) return "no window";
    return { notifications, hasMore: page.hasMore };
  } catch (error) {
    const refusal = error instanceof Failure ? refusalOf(error) : undefined;
    if (refusal === undefined) throw error;
    return refusal;
  }
};

const hasId = (notification: Message): notification is Notification => notification.id !== undefined;

/** Statuses of servers that do not take this query. */
const NO_WINDOW: ReadonlySet<number> = new Set([400, 405, 410, 422]);

const refusalOf = ({ code, info }: Failure): "no route" | "no window" | undefined => {
  if (code === "E_NO_ROUTE") return "no route";
  if (code === "E_SUBSCRIBER") return undefined;
  // Only a query can carry such a subscriber ID.
  if (code === "E_ID") return "no window";
  return NO_WINDOW.has(info.http?.status ?? 0) ? "no window" : undefined;
};

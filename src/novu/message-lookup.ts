import type { Message } from "../model/message.js";
import { createdAtOf } from "../model/message-id.js";
import { type Page, type PageSearch, searchPages } from "../model/page-search.js";
import { asDocument, listMessages, PAGE_SIZE } from "./messages.js";
import type { NovuCall } from "./novu-call.js";

/** Messages for somebody who asks for many of them, such as a bulk run: pages that were just read serve for all. */
export interface MessageLookup {
  /**
   * The message as it was within the last `maxAgeMs`; undefined where the subscriber's list does not have it.
   * @throws Failure of listing
   */
  find(subscriberId: string, messageId: string, signal: AbortSignal): Promise<Message | undefined>;
}

export interface MessageLookupOptions {
  /** How long a page that was read stands for the one on the server, ms. */
  readonly maxAgeMs: number;
  /** ms; never goes back. */
  readonly now: () => number;
}

interface KeptPage {
  /** On its way, or there: who asks meanwhile shares it. */
  readonly page: Promise<Page<Message>>;
  readonly askedAt: number;
}

/** Some 10 MB of messages: as many pages as it takes to search eight long lists at a time. */
const MOST_PAGES = 200;

export const createMessageLookup = (
  call: NovuCall,
  { maxAgeMs, now }: MessageLookupOptions,
): MessageLookup => {
  /** By subscriber and page; the page that was read longest ago first. */
  const kept = new Map<string, KeptPage>();

  const isFresh = ({ askedAt }: KeptPage): boolean => now() - askedAt <= maxAgeMs;

  const request = async (subscriberId: string, page: number, signal: AbortSignal): Promise<Page<Message>> => {
    const { items, hasMore } = await listMessages(call, { subscriberId }, { page, limit: PAGE_SIZE, signal });
    return { items: items.map((item) => asDocument(item).message), hasMore };
  };

  const read = (subscriberId: string, index: number, signal: AbortSignal): Promise<Page<Message>> => {
    const key = keyOf(subscriberId, index);
    const asked = { page: request(subscriberId, index, signal), askedAt: now() };
    kept.delete(key);
    kept.set(key, asked);
    const [oldest] = kept.keys();
    if (kept.size > MOST_PAGES && oldest !== undefined) kept.delete(oldest);
    asked.page.catch(() => {
      if (kept.get(key) === asked) kept.delete(key);
    });
    return asked.page;
  };

  return {
    find: async (subscriberId, messageId, signal) => {
      const search = (mayUseKept: boolean) => {
        let hasUsedKept = false;
        const fetchPage = async (page: number): Promise<Page<Message>> => {
          const known = mayUseKept ? kept.get(keyOf(subscriberId, page)) : undefined;
          if (known === undefined || !isFresh(known)) return read(subscriberId, page, signal);
          hasUsedKept = true;
          return known.page;
        };
        return searchPages(searchFor(messageId, fetchPage)).then(({ found }) => ({ found, hasUsedKept }));
      };
      const { found, hasUsedKept } = await search(true);
      if (found !== undefined || !hasUsedKept) return found;
      // New messages push the list onwards: between pages read at different times one can be missed.
      return (await search(false)).found;
    },
  };
};

const keyOf = (subscriberId: string, page: number): string => `${page} ${subscriberId}`;

const searchFor = (messageId: string, fetchPage: PageSearch<Message>["fetchPage"]): PageSearch<Message> => {
  const wanted = messageId.toLowerCase();
  return {
    fetchPage,
    isWanted: ({ id }) => id?.toLowerCase() === wanted,
    timeOf: ({ createdAt }) => Date.parse(createdAt ?? ""),
    wantedTime: createdAtOf(wanted),
  };
};

import type { Message } from "../model/message.js";
import type { Page } from "../model/page-search.js";
import { asDocument, listMessages, PAGE_SIZE, searchMessages } from "./messages.js";
import type { NovuCall } from "./novu-call.js";

/** Finds many messages, for bulk runs: recently read pages are reused. */
interface MessageLookup {
  /**
   * The message, at most `maxAgeMs` old; undefined if it is not in the subscriber's list.
   * @throws Failure if the list cannot be read
   */
  find(subscriberId: string, messageId: string, signal: AbortSignal): Promise<Message | undefined>;
}

interface MessageLookupOptions {
  /** How long a page may be reused after its request, ms. */
  readonly maxAgeMs: number;
  /** A monotonic clock, ms. */
  readonly now: () => number;
}

interface CachedPage {
  /** Concurrent searches share one request. */
  readonly page: Promise<Page<Message>>;
  readonly requestedAt: number;
}

/** About 10 MB of messages: enough to search eight long lists at a time. */
const MAX_PAGES = 200;

export const createMessageLookup = (
  call: NovuCall,
  { maxAgeMs, now }: MessageLookupOptions,
): MessageLookup => {
  /** By subscriber and page, the oldest request first. */
  const cache = new Map<string, CachedPage>();

  const isFresh = ({ requestedAt }: CachedPage): boolean => now() - requestedAt <= maxAgeMs;

  const request = async (subscriberId: string, page: number, signal: AbortSignal): Promise<Page<Message>> => {
    const { items, hasMore } = await listMessages(call, { subscriberId }, { page, limit: PAGE_SIZE, signal });
    return { items: items.map((item) => asDocument(item).message), hasMore };
  };

  const read = (subscriberId: string, index: number, signal: AbortSignal): Promise<Page<Message>> => {
    const key = keyOf(subscriberId, index);
    const entry = { page: request(subscriberId, index, signal), requestedAt: now() };
    cache.delete(key);
    cache.set(key, entry);
    const [oldest] = cache.keys();
    if (cache.size > MAX_PAGES && oldest !== undefined) cache.delete(oldest);
    entry.page.catch(() => {
      if (cache.get(key) === entry) cache.delete(key);
    });
    return entry.page;
  };

  return {
    find: async (subscriberId, messageId, signal) => {
      const search = async (useCache: boolean) => {
        let hasUsedCache = false;
        const fetchPage = async (page: number): Promise<Page<Message>> => {
          const cached = useCache ? cache.get(keyOf(subscriberId, page)) : undefined;
          if (cached === undefined || !isFresh(cached)) return read(subscriberId, page, signal);
          hasUsedCache = true;
          return cached.page;
        };
        const { found } = await searchMessages(messageId, fetchPage, (message) => message);
        return { found, hasUsedCache };
      };
      const { found, hasUsedCache } = await search(true);
      if (found !== undefined || !hasUsedCache) return found;
      // New messages push older ones to later pages, so pages read at different times can miss one.
      return (await search(false)).found;
    },
  };
};

const keyOf = (subscriberId: string, page: number): string => `${page} ${subscriberId}`;

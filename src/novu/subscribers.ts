import { Failure } from "../failures/failure.js";
import { path, query } from "../http/path.js";
import { isJsonObject, type JsonObject, type JsonValue, stringOf } from "../model/json.js";
import { readSubscriber, type Subscriber, withoutCredentials } from "../model/subscriber.js";
import { unwrap } from "./envelope.js";
import type { NovuCall } from "./novu-call.js";
import { endlessList, hasMore, notAList } from "./paging.js";

/** A subscriber as the server sent it, without its channels' credentials, and what the tool reads from it. */
export interface SubscriberDocument {
  readonly document: JsonObject;
  readonly subscriber: Subscriber;
}

interface SubscriberPage {
  readonly subscribers: readonly SubscriberDocument[];
  /** The `after` of the next page; undefined at the end. */
  readonly next: string | undefined;
}

interface SubscriberQuery {
  readonly after?: string | undefined;
  /** Maximum number of subscribers over all pages. */
  readonly max?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface MatchOptions {
  /** Default: 100. */
  readonly max?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Subscribers {
  /** All subscribers, page by page: from v2 if the server has it, otherwise from v1. */
  pages(query: SubscriberQuery): AsyncIterable<SubscriberPage>;
  /**
   * Subscribers with the text in name, email or phone, ignoring case, or with exactly this ID; each once. Reads pages until
   * a field has more than `max`. Empty for v1, which cannot search.
   */
  matching(text: string, options?: MatchOptions): Promise<readonly SubscriberDocument[]>;
  /** One subscriber. @throws Failure E_SUBSCRIBER */
  read(subscriberId: string, signal?: AbortSignal): Promise<SubscriberDocument>;
}

/** The server's maximum, in v1 and v2. */
const PAGE_SIZE = 100;
const SEARCH_FIELDS = ["subscriberId", "email", "name", "phone"] as const;

export const createSubscribers = (call: NovuCall): Subscribers => {
  let lacksV2 = false;
  /** The result from v2; undefined if the server lacks v2, which is requested only once. */
  const ifV2 = async <T>(send: () => Promise<T>): Promise<T | undefined> => {
    if (lacksV2) return undefined;
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "E_NO_ROUTE") throw error;
      lacksV2 = true;
      return undefined;
    }
  };

  async function* pages(query: SubscriberQuery): AsyncIterable<SubscriberPage> {
    let { after, max = Number.POSITIVE_INFINITY } = query;
    for (let pagesRead = 1; max > 0; pagesRead += 1) {
      const limit = Math.min(max, PAGE_SIZE);
      const request = { after, limit, signal: query.signal };
      const isOffset = after !== undefined && OFFSET.test(after);
      const page =
        (isOffset ? undefined : await ifV2(() => listV2(call, request))) ?? (await listV1(call, request));
      if (page.next !== undefined && page.next === after) throw endlessList("subscribers", pagesRead);
      yield page;
      if (page.next === undefined) return;
      after = page.next;
      max -= page.subscribers.length;
    }
  }

  return {
    pages,
    matching: async (text, { max = PAGE_SIZE, signal } = {}) => {
      const found = await ifV2(() =>
        Promise.all(SEARCH_FIELDS.map((field) => matchesOf(call, { [field]: text, signal }, max))),
      );
      const all = (found ?? []).flat();
      return [...new Map(all.map((one) => [one.subscriber.internalId, one])).values()];
    },
    read: async (subscriberId, signal) => {
      const options = signal === undefined ? {} : { signal };
      const request = (urlPath: string) => () =>
        call({ method: "GET", path: urlPath, ...options }, { subscriberId });
      const body =
        (await ifV2(request(path`/v2/subscribers/${subscriberId}`))) ??
        (await request(path`/v1/subscribers/${subscriberId}`)());
      const { data } = unwrap(body);
      if (isJsonObject(data)) return asSubscriber(data);
      throw new Failure("E_ANSWER", "the server's response isn't a subscriber", {
        sent: "yes",
      });
    },
  };
};

const asSubscriber = (document: JsonObject): SubscriberDocument => ({
  document: withoutCredentials(document),
  subscriber: readSubscriber(document),
});

interface ListRequest {
  readonly after?: string | undefined;
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

type SearchField = Readonly<Partial<Record<(typeof SEARCH_FIELDS)[number], string>>>;

const get = (call: NovuCall, urlPath: string, { signal }: Pick<ListRequest, "signal">): Promise<JsonValue> =>
  call({ method: "GET", path: urlPath, ...(signal === undefined ? {} : { signal }) });

const listV2 = async (
  call: NovuCall,
  { after, limit, signal, ...field }: ListRequest & SearchField,
): Promise<SubscriberPage> => {
  const body = await get(call, `/v2/subscribers${query({ ...field, after, limit })}`, { signal });
  const { data, paging } = unwrap(body);
  if (!Array.isArray(data)) throw notAList("subscribers");
  return {
    subscribers: data.filter(isJsonObject).map(asSubscriber),
    next: stringOf(paging.next) || undefined,
  };
};

/** All matches in one field; ends after more than `max`. */
const matchesOf = async (
  call: NovuCall,
  field: SearchField & Pick<ListRequest, "signal">,
  max: number,
): Promise<readonly SubscriberDocument[]> => {
  const found: SubscriberDocument[] = [];
  let after: string | undefined;
  for (let pagesRead = 1; ; pagesRead += 1) {
    const { subscribers, next } = await listV2(call, { ...field, after, limit: PAGE_SIZE });
    found.push(...subscribers);
    if (next === undefined || found.length > max) return found;
    if (next === after) throw endlessList("subscribers", pagesRead);
    after = next;
  }
};

/** v1 has no cursor, so this tool uses the number of subscribers before the page. */
const OFFSET = /^offset:(\d{1,9})$/;

const listV1 = async (call: NovuCall, { after, limit, signal }: ListRequest): Promise<SubscriberPage> => {
  const offset = Number(OFFSET.exec(after ?? "")?.[1] ?? 0);
  // v1 pages start at multiples of their size: read the page that contains the offset, and drop what is before it.
  const size = offset % limit === 0 ? limit : PAGE_SIZE;
  const page = Math.floor(offset / size);
  const { data, paging } = unwrap(
    await get(call, `/v1/subscribers${query({ page, limit: size })}`, { signal }),
  );
  if (!Array.isArray(data)) throw notAList("subscribers");
  const skipped = offset - page * size;
  const shown = data.slice(skipped, skipped + limit);
  const isMore = skipped + limit < data.length || hasMore(paging, data.length, { page, limit: size });
  return {
    subscribers: shown.filter(isJsonObject).map(asSubscriber),
    next: isMore && shown.length > 0 ? `offset:${offset + shown.length}` : undefined,
  };
};

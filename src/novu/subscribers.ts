import { Failure } from "../failures/failure.js";
import { path, query } from "../http/path.js";
import { isJsonObject, type JsonObject, type JsonValue, stringOf } from "../model/json.js";
import { readSubscriber, type Subscriber, withoutCredentials } from "../model/subscriber.js";
import { unwrap } from "./envelope.js";
import type { NovuCall } from "./novu-call.js";
import { endlessList, hasMore, notAList } from "./paging.js";

/** A subscriber as it came, but without its channels' secrets, and what we understand of it. */
export interface SubscriberDocument {
  readonly document: JsonObject;
  readonly subscriber: Subscriber;
}

interface SubscriberPage {
  readonly subscribers: readonly SubscriberDocument[];
  /** Where the next page begins, to be given as `after`; undefined at the end. */
  readonly next: string | undefined;
}

export interface SubscriberQuery {
  readonly after?: string | undefined;
  /** No more than so many in all; pages are made to fit. */
  readonly most?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Subscribers {
  /** All subscribers, page by page: v2 where the server has it, else v1. */
  pages(query: SubscriberQuery): AsyncIterable<SubscriberPage>;
  /**
   * Those whose id, name, e-mail or phone is exactly the text, asked of the server; none where it cannot
   * be asked (v1). Upper and lower case count.
   */
  exactly(text: string, signal?: AbortSignal): Promise<readonly SubscriberDocument[]>;
  /** One subscriber. @throws Failure E_SUBSCRIBER */
  read(subscriberId: string, signal?: AbortSignal): Promise<SubscriberDocument>;
}

/** The server's own limit, in v1 and v2. */
const PAGE_SIZE = 100;
const EXACT_FIELDS = ["subscriberId", "email", "name", "phone"] as const;

export const createSubscribers = (call: NovuCall): Subscribers => {
  let lacksV2 = false;
  /** What v2 answers, or undefined where the server has none; that is asked only once. */
  const orNoV2 = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    if (lacksV2) return undefined;
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "E_NO_ROUTE") throw error;
      lacksV2 = true;
      return undefined;
    }
  };

  async function* pages(asked: SubscriberQuery): AsyncIterable<SubscriberPage> {
    let { after, most = Number.POSITIVE_INFINITY } = asked;
    for (let pagesRead = 1; most > 0; pagesRead += 1) {
      const limit = Math.min(most, PAGE_SIZE);
      const request = { after, limit, signal: asked.signal };
      const isOffset = after !== undefined && OFFSET.test(after);
      const page =
        (isOffset ? undefined : await orNoV2(() => listV2(call, request))) ?? (await listV1(call, request));
      if (page.next !== undefined && page.next === after) throw endlessList("subscribers", pagesRead);
      yield page;
      if (page.next === undefined) return;
      after = page.next;
      most -= page.subscribers.length;
    }
  }

  return {
    pages,
    exactly: async (text, signal) => {
      const found = await orNoV2(() =>
        Promise.all(EXACT_FIELDS.map((field) => listV2(call, { limit: PAGE_SIZE, signal, [field]: text }))),
      );
      const all = (found ?? []).flatMap(({ subscribers }) => subscribers);
      return [...new Map(all.map((one) => [one.subscriber.internalId, one])).values()];
    },
    read: async (subscriberId, signal) => {
      const ends = signal === undefined ? {} : { signal };
      const ask = (place: string) => () => call({ method: "GET", path: place, ...ends }, { subscriberId });
      const body =
        (await orNoV2(ask(path`/v2/subscribers/${subscriberId}`))) ??
        (await ask(path`/v1/subscribers/${subscriberId}`)());
      const { payload } = unwrap(body);
      if (isJsonObject(payload)) return asSubscriber(payload);
      throw new Failure("E_ANSWER", "what answers there gave something that is not a subscriber", {
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

type ExactField = Readonly<Partial<Record<(typeof EXACT_FIELDS)[number], string>>>;

const get = (call: NovuCall, place: string, { signal }: Pick<ListRequest, "signal">): Promise<JsonValue> =>
  call({ method: "GET", path: place, ...(signal === undefined ? {} : { signal }) });

const listV2 = async (
  call: NovuCall,
  { after, limit, signal, ...exact }: ListRequest & ExactField,
): Promise<SubscriberPage> => {
  const body = await get(call, `/v2/subscribers${query({ ...exact, after, limit })}`, { signal });
  const { payload, paging } = unwrap(body);
  if (!Array.isArray(payload)) throw notAList("subscribers");
  return {
    subscribers: payload.filter(isJsonObject).map(asSubscriber),
    next: stringOf(paging.next) || undefined,
  };
};

/** v1 has no cursor, so ours is the number of subscribers before the page. */
const OFFSET = /^offset:(\d{1,9})$/;

const listV1 = async (call: NovuCall, { after, limit, signal }: ListRequest): Promise<SubscriberPage> => {
  const offset = Number(OFFSET.exec(after ?? "")?.[1] ?? 0);
  // Pages are counted in their own size: one that begins before the offset is read, and its head dropped.
  const size = offset % limit === 0 ? limit : PAGE_SIZE;
  const page = Math.floor(offset / size);
  const { payload, paging } = unwrap(
    await get(call, `/v1/subscribers${query({ page, limit: size })}`, { signal }),
  );
  if (!Array.isArray(payload)) throw notAList("subscribers");
  const skipped = offset - page * size;
  const shown = payload.slice(skipped, skipped + limit);
  const isMore = skipped + limit < payload.length || hasMore(paging, payload.length, { page, limit: size });
  return {
    subscribers: shown.filter(isJsonObject).map(asSubscriber),
    next: isMore && shown.length > 0 ? `offset:${offset + shown.length}` : undefined,
  };
};

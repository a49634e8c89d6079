import { notFound } from "../api-error.js";
import type { UnknownObject } from "../json.js";
import type { Call, Route } from "../server/route.js";
import type { ServerState, StoredEnvironment } from "../server-state.js";
import { commonSubscriberFields, type StoredSubscriber } from "../subscribers.js";
import { param, rangeComplaints, textQuery, throwProblems } from "../validation.js";

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

const fullName = ({ firstName, lastName }: StoredSubscriber): string =>
  [firstName, lastName].filter((part) => part !== undefined).join(" ");

/** Fields that are searched for a part in any case. */
const searchFields: Readonly<Record<string, (subscriber: StoredSubscriber) => string | undefined>> = {
  email: ({ email }) => email,
  phone: ({ phone }) => phone,
  name: fullName,
};

const search = ({ environment, query }: Call): readonly StoredSubscriber[] => {
  const subscriberId = textQuery(query, "subscriberId");
  const criteria = Object.entries(searchFields).flatMap(([name, field]) => {
    const part = textQuery(query, name)?.toLowerCase();
    return part === undefined ? [] : [{ part, field }];
  });
  const found = [...environment.subscribers.values()]
    .filter((subscriber) => subscriberId === undefined || subscriber.subscriberId === subscriberId)
    .filter((subscriber) =>
      criteria.every(({ part, field }) => field(subscriber)?.toLowerCase().includes(part)),
    )
    .sort((a, b) => (a.internalId < b.internalId ? -1 : 1));
  return query.get("orderDirection") === "ASC" ? found : found.reverse();
};

/** Start and end index of the page in the whole list; after an unknown cursor it is empty. */
const pageOf = (
  found: readonly StoredSubscriber[],
  query: URLSearchParams,
  limit: number,
): readonly [number, number] => {
  const inclusive = query.get("includeCursor") === "true" ? 1 : 0;
  const position = (name: string) => found.findIndex(({ internalId }) => internalId === query.get(name));
  if (query.get("before")) {
    const end = position("before") + inclusive;
    return [Math.max(0, end - limit), Math.max(0, end)];
  }
  if (!query.get("after")) return [0, limit];
  const cursor = position("after");
  const start = cursor === -1 ? found.length : cursor + 1 - inclusive;
  return [start, start + limit];
};

const subscriberDocumentV2 = (
  serverState: ServerState,
  environment: StoredEnvironment,
  subscriber: StoredSubscriber,
): UnknownObject => ({
  ...commonSubscriberFields(serverState, environment, subscriber),
  isOnline: false,
  lastOnlineAt: null,
});

const listSubscribers = (call: Call): unknown => {
  const { serverState, environment, query } = call;
  const limit = Number(query.get("limit")) || DEFAULT_LIMIT;
  const messages = rangeComplaints("limit", limit, 1, MAX_LIMIT);
  throwProblems(
    call,
    "ListSubscribersCommand",
    messages.length > 0 ? { limit: { messages, value: limit } } : {},
  );
  const found = search(call);
  const [start, end] = pageOf(found, query, limit);
  const page = found.slice(start, end);
  return {
    data: page.map((subscriber) => subscriberDocumentV2(serverState, environment, subscriber)),
    next: end < found.length ? (page.at(-1)?.internalId ?? null) : null,
    previous: start > 0 ? (page[0]?.internalId ?? null) : null,
    totalCount: found.length,
    totalCountCapped: false,
  };
};

const getSubscriber = (call: Call): unknown => {
  const subscriberId = param(call, "subscriberId");
  const subscriber = call.environment.subscribers.get(subscriberId);
  if (subscriber === undefined) {
    throw notFound(`Subscriber: ${subscriberId} was not found`);
  }
  return subscriberDocumentV2(call.serverState, call.environment, subscriber);
};

export const subscriberRoutesV2: readonly Route[] = [
  { method: "GET", path: "/v2/subscribers", category: "configuration", handle: listSubscribers },
  { method: "GET", path: "/v2/subscribers/:subscriberId", category: "configuration", handle: getSubscriber },
];

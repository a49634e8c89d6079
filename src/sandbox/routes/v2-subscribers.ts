import { notFound } from "../api-error.js";
import type { Call, Route } from "../server/route.js";
import { type StoredSubscriber, subscriberDocumentV2 } from "../subscribers.js";
import { param, rangeComplaints, throwProblems } from "../validation.js";

const MAX_LIMIT = 100;

const fullName = ({ firstName, lastName }: StoredSubscriber): string =>
  [firstName, lastName].filter((part) => part !== undefined).join(" ");

const searchFields: Readonly<Record<string, (subscriber: StoredSubscriber) => string | undefined>> = {
  subscriberId: ({ subscriberId }) => subscriberId,
  email: ({ email }) => email,
  phone: ({ phone }) => phone,
  name: fullName,
};

const search = ({ environment, query }: Call): readonly StoredSubscriber[] => {
  const criteria = Object.entries(searchFields).filter(([name]) => query.get(name));
  const found = [...environment.subscribers.values()]
    .filter((subscriber) => criteria.every(([name, field]) => field(subscriber) === query.get(name)))
    .sort((a, b) => (a.internalId < b.internalId ? -1 : 1));
  return query.get("orderDirection") === "ASC" ? found : found.reverse();
};

/** Start and end index of the page in the whole list. */
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
  const start = query.get("after") ? position("after") + 1 - inclusive : 0;
  return [start, start + limit];
};

const listSubscribers = (call: Call): unknown => {
  const { serverState, environment, query } = call;
  const limit = Number(query.get("limit") ?? 10);
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

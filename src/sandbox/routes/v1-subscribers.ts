import type { Call } from "../server/call.js";
import type { Route } from "../server/route.js";
import { knownSubscriber, numberQuery } from "../validation.js";
import { subscriberDocumentV1 } from "../views/subscriber-document.js";

const getSubscriber = (call: Call): unknown => {
  const subscriber = knownSubscriber(call);
  return { ...subscriberDocumentV1(call.world, call.environment, subscriber), id: subscriber.key };
};

/** No total: `hasMore` means that the page is full (docs/novu-api.md, "Lists and finding a message"). */
const listSubscribers = (call: Call): unknown => {
  const { world, environment } = call;
  const page = numberQuery(call, "page", 0, [0, Number.MAX_SAFE_INTEGER]);
  const limit = numberQuery(call, "limit", 10, [1, 100]);
  const found = [...environment.subscribers.values()].reverse().slice(page * limit, (page + 1) * limit);
  return {
    page,
    pageSize: limit,
    hasMore: found.length === limit,
    data: found.map((subscriber) => subscriberDocumentV1(world, environment, subscriber)),
  };
};

export const subscriberRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/subscribers", category: "configuration", answer: listSubscribers },
  { method: "GET", path: "/v1/subscribers/:subscriberId", category: "configuration", answer: getSubscriber },
];

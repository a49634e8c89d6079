import type { UnknownObject } from "../json.js";
import type { Call, Route } from "../server/route.js";
import type { ServerState, StoredEnvironment } from "../server-state.js";
import { commonSubscriberFields, type StoredSubscriber } from "../subscribers.js";
import { existingSubscriber, numberQuery } from "../validation.js";

const subscriberDocumentV1 = (
  serverState: ServerState,
  environment: StoredEnvironment,
  subscriber: StoredSubscriber,
): UnknownObject => ({
  ...commonSubscriberFields(serverState, environment, subscriber),
  ...serverState.behavior.subscriberFields(subscriber),
  __v: 0,
});

const getSubscriber = (call: Call): unknown => {
  const subscriber = existingSubscriber(call);
  return {
    ...subscriberDocumentV1(call.serverState, call.environment, subscriber),
    id: subscriber.internalId,
  };
};

/** No total: `hasMore` means that the page is full (docs/novu-api.md, "Lists and finding a message"). */
const listSubscribers = (call: Call): unknown => {
  const { serverState, environment } = call;
  const page = numberQuery(call, "page", 0, [0, Number.MAX_SAFE_INTEGER]);
  const limit = numberQuery(call, "limit", 10, [1, 100]);
  const found = [...environment.subscribers.values()].reverse().slice(page * limit, (page + 1) * limit);
  return {
    page,
    pageSize: limit,
    hasMore: found.length === limit,
    data: found.map((subscriber) => subscriberDocumentV1(serverState, environment, subscriber)),
  };
};

export const subscriberRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/subscribers", category: "configuration", handle: listSubscribers },
  { method: "GET", path: "/v1/subscribers/:subscriberId", category: "configuration", handle: getSubscriber },
];

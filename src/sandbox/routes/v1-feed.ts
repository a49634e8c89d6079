import { badRequest } from "../api-error.js";
import { defined, isObject, type UnknownObject } from "../json.js";
import type { StoredMessage } from "../message.js";
import { matchesNotificationFilter } from "../notification-filter.js";
import type { Call, Route } from "../server/route.js";
import { booleanQuery, numberQuery, param, textQuery } from "../validation.js";
import { populatedMessage } from "../views/message-document.js";

const payloadOf = (text: string | undefined): UnknownObject => {
  if (!text) {
    return {};
  }
  try {
    const payload: unknown = JSON.parse(Buffer.from(text, "base64").toString());
    if (isObject(payload)) {
      return payload;
    }
  } catch {
    // Thrown below, as for any text that is not a base64-encoded object.
  }
  throw badRequest("Invalid payload, the JSON object should be encoded to base64 string.");
};

const includes = (actual: unknown, wanted: unknown): boolean =>
  isObject(wanted) && isObject(actual)
    ? Object.entries(wanted).every(([key, value]) => includes(actual[key], value))
    : JSON.stringify(actual) === JSON.stringify(wanted);

const messagesOf = (call: Call, key: string, seen: boolean | undefined): readonly StoredMessage[] => {
  const read = booleanQuery(call.query, "read");
  const matches = matchesNotificationFilter(defined({ read, seen }));
  const payload = payloadOf(textQuery(call.query, "payload"));
  return call.environment.messages.newestFirst(
    (message) =>
      message.subscriberInternalId === key && matches(message) && includes(message.payload, payload),
  );
};

const feed = (call: Call): unknown => {
  const { serverState, environment } = call;
  const page = numberQuery(call, "page", 0, [0, Number.MAX_SAFE_INTEGER]);
  const limit = numberQuery(call, "limit", 10, [1, 100]);
  const subscriberId = param(call, "subscriberId");
  const subscriber = environment.subscribers.get(subscriberId);
  if (subscriber === undefined) {
    throw badRequest(
      `Subscriber not found for this environment with the id: ${subscriberId}. ` +
        "Make sure to create a subscriber before fetching the feed.",
    );
  }
  const rest = messagesOf(call, subscriber.internalId, booleanQuery(call.query, "seen")).slice(page * limit);
  return {
    page,
    pageSize: limit,
    hasMore: rest.length > limit,
    // Counts at most one page (docs/novu-api.md, "Lists and finding a message").
    totalCount: Math.min(rest.length, limit),
    data: rest.slice(0, limit).map((message) => ({
      ...populatedMessage(serverState, environment, message),
      template: { _id: message.workflow.id, tags: [], id: message.workflow.id },
    })),
  };
};

const unseenCount = (call: Call): unknown => {
  const limit = numberQuery(call, "limit", 100, [1, 100]);
  const subscriberId = param(call, "subscriberId");
  const subscriber = call.environment.subscribers.get(subscriberId);
  if (subscriber === undefined) {
    throw badRequest(
      `Subscriber ${subscriberId} is not exist in environment ${call.environment.id}, ` +
        "please provide a valid subscriber identifier",
    );
  }
  const seen = booleanQuery(call.query, "seen") ?? false;
  return { count: Math.min(messagesOf(call, subscriber.internalId, seen).length, limit) };
};

const prefix = "/v1/subscribers/:subscriberId/notifications";

export const feedRoutes: readonly Route[] = [
  { method: "GET", path: `${prefix}/feed`, category: "configuration", handle: feed },
  { method: "GET", path: `${prefix}/unseen`, category: "configuration", handle: unseenCount },
];

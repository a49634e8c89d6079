import { badRequest, notFound } from "../api-error.js";
import { asObject, isObject, type UnknownObject } from "../json.js";
import type { StoredMessage } from "../message.js";
import { isOlder } from "../message-store.js";
import { filterOf, matchesNotificationFilter, type NotificationFilter } from "../notification-filter.js";
import { isObjectId } from "../object-id.js";
import type { Call, Route } from "../server/route.js";
import type { StoredSubscriber } from "../subscribers.js";
import {
  booleanQuery,
  existingSubscriber,
  listQuery,
  numberQuery,
  objectIdProblems,
  type Problems,
  param,
  throwProblems,
} from "../validation.js";
import { inboxNotification } from "../views/inbox-notification.js";

const MAX_COUNT = 100;
const MAX_FILTERS = 30;

export const NOTIFICATIONS = "/v2/subscribers/:subscriberId/notifications";
export const NOTIFICATION = `${NOTIFICATIONS}/:notificationId`;

interface FoundNotification {
  readonly message: StoredMessage;
  readonly subscriber: StoredSubscriber;
}

const refuseUnreadArchived = ({ read, archived }: NotificationFilter): void => {
  if (read === false && archived === true) {
    throw badRequest("Filtering for unread and archived notifications is not supported.");
  }
};

export const parseData = (text: unknown): UnknownObject | undefined => {
  if (typeof text !== "string" || text === "") {
    return undefined;
  }
  try {
    return asObject(JSON.parse(text));
  } catch {
    throw badRequest("Invalid JSON format for data parameter");
  }
};

const queriedFilter = ({ query }: Call): NotificationFilter => {
  const states = ["read", "archived", "snoozed", "seen"].map((name) => [name, booleanQuery(query, name)]);
  return filterOf({
    ...Object.fromEntries(states),
    tags: listQuery(query, "tags"),
    severity: listQuery(query, "severity"),
    data: parseData(query.get("data")),
  });
};

/** Drops the messages before the page: those up to the cursor or the offset. After an unknown cursor nothing is left. */
const pageStart = (call: Call): ((found: readonly StoredMessage[]) => readonly StoredMessage[]) => {
  const offset = numberQuery(call, "offset", 0, [0, Number.MAX_SAFE_INTEGER]);
  const after = call.query.get("after");
  if (!after) {
    return (found) => found.slice(offset);
  }
  if (!isObjectId(after)) {
    throw call.serverState.behavior.invalidInput(["The after cursor must be a valid MongoDB ObjectId"]);
  }
  const cursor = call.environment.messages.get(after);
  return (found) => (cursor === undefined ? [] : found.filter((message) => isOlder(message, cursor)));
};

const listNotifications = (call: Call): unknown => {
  const { query, environment } = call;
  const limit = numberQuery(call, "limit", 10, [1, 100]);
  const fromStart = pageStart(call);
  const subscriber = existingSubscriber(call);
  const filter = queriedFilter(call);
  refuseUnreadArchived(filter);
  const from = Number(query.get("createdGte") ?? Number.NEGATIVE_INFINITY);
  const to = Number(query.get("createdLte") ?? Number.POSITIVE_INFINITY);
  const matches = matchesNotificationFilter(filter);
  const found = environment.messages.newestFirst(
    (message) =>
      message.subscriberInternalId === subscriber.internalId &&
      matches(message) &&
      message.createdAt >= from &&
      message.createdAt <= to,
  );
  const rest = fromStart(found);
  return {
    data: rest.slice(0, limit).map((message) => inboxNotification(message, subscriber)),
    hasMore: rest.length > limit,
    filter,
  };
};

const filtersOf = (call: Call): readonly UnknownObject[] => {
  const text = call.query.get("filters");
  if (text === null) {
    throw call.serverState.behavior.invalidInput([
      "filters should not be null or undefined",
      `filters must contain no more than ${MAX_FILTERS} elements`,
      "filters must be an array",
    ]);
  }
  let filters: unknown;
  try {
    filters = JSON.parse(text);
  } catch {
    throw badRequest("Invalid filters, the JSON object should be provided.");
  }
  const complaints = [
    ...(Array.isArray(filters) && filters.length <= MAX_FILTERS
      ? []
      : [`filters must contain no more than ${MAX_FILTERS} elements`]),
    ...(Array.isArray(filters) ? [] : ["filters must be an array"]),
  ];
  if (complaints.length > 0) {
    throw call.serverState.behavior.invalidInput(complaints);
  }
  return (filters as readonly unknown[]).filter(isObject);
};

const countNotifications = (call: Call): unknown => {
  const filters = filtersOf(call);
  const { environment } = call;
  const subscriberId = param(call, "subscriberId");
  const subscriber = environment.subscribers.get(subscriberId);
  if (subscriber === undefined) {
    throw badRequest(`Subscriber ${subscriberId} doesn't exist in environment ${environment.id}`);
  }
  const messages = environment.messages.newestFirst(
    (message) => message.subscriberInternalId === subscriber.internalId,
  );
  return {
    data: filters.map((requested) => {
      const filter = filterOf(requested);
      refuseUnreadArchived(filter);
      return {
        count: Math.min(messages.filter(matchesNotificationFilter(filter)).length, MAX_COUNT),
        filter: requested,
      };
    }),
  };
};

export const notificationLists: readonly Route[] = [
  { method: "GET", path: NOTIFICATIONS, category: "configuration", handle: listNotifications },
  { method: "GET", path: `${NOTIFICATIONS}/count`, category: "configuration", handle: countNotifications },
];

/** Checks the parameters, the subscriber and the notification, in this order (docs/novu-api.md, "v2 notifications"). */
export const findNotification = (call: Call, command: string, problems: Problems = {}): FoundNotification => {
  const notificationId = param(call, "notificationId");
  throwProblems(call, command, { ...objectIdProblems("notificationId", notificationId), ...problems });
  const subscriber = existingSubscriber(call);
  const message = call.environment.messages.get(notificationId);
  if (message === undefined || message.subscriberInternalId !== subscriber.internalId) {
    throw notFound(`Notification with id: ${notificationId} is not found.`);
  }
  return { message, subscriber };
};

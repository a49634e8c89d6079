import { badRequest } from "../api-error.js";
import { defined, isObject, type UnknownObject } from "../json.js";
import type { StoredMessage } from "../message.js";
import { isOlder } from "../message-store.js";
import {
  matchesNotificationFilter,
  type NotificationFilter,
  notificationFilter,
  SEVERITIES,
  tagGroups,
} from "../notification-filter.js";
import { isObjectId } from "../object-id.js";
import type { Call, Route } from "../server/route.js";
import {
  booleanQuery,
  existingSubscriber,
  numberQuery,
  param,
  queryValue,
  textQuery,
  throwComplaints,
} from "../validation.js";
import { listedNotification } from "../views/inbox-notification.js";
import { dataFilter } from "./data-filter.js";
import type { NotificationMount } from "./notification-mount.js";

const MAX_COUNT = 100;
const MAX_FILTERS = 30;

const refuseUnreadArchived = ({ read, archived }: NotificationFilter): void => {
  if (read === false && archived === true) {
    throw badRequest("Filtering for unread and archived notifications is not supported.");
  }
};

const isSeverity = (value: unknown): boolean =>
  [value].flat().every((word) => SEVERITIES.includes(String(word)));

/** ms, of which anything behind the digits is ignored; undefined if absent or empty. */
const timeQuery = (query: URLSearchParams, name: string): number | undefined => {
  const text = queryValue(query, name);
  return text === undefined || text === "" ? undefined : Number.parseInt(String(text), 10);
};

const queriedFilter = (call: Call): NotificationFilter => {
  const { query } = call;
  const severity = queryValue(query, "severity");
  const [createdGte, createdLte] = [timeQuery(query, "createdGte"), timeQuery(query, "createdLte")];
  throwComplaints(call, [
    // The servers' check of this field has no text.
    ...(severity === undefined || isSeverity(severity) ? [] : [""]),
    ...(Number.isNaN(createdGte) ? ["createdGte must be an integer number"] : []),
    ...(Number.isNaN(createdLte) ? ["createdLte must be an integer number"] : []),
  ]);
  const states = ["read", "archived", "snoozed", "seen"].map((name) => [name, booleanQuery(query, name)]);
  const tags = queryValue(query, "tags");
  return defined({
    ...Object.fromEntries(states),
    tags: tags === undefined ? undefined : [tags].flat(),
    severity,
    data: dataFilter(textQuery(query, "data")),
    createdGte,
    createdLte,
  });
};

/** Drops the messages before the page: those up to the cursor or the offset. After an unknown cursor nothing is left. */
const pageStart = (call: Call): ((found: readonly StoredMessage[]) => readonly StoredMessage[]) => {
  const offset = numberQuery(call, "offset", 0, [0, Number.MAX_SAFE_INTEGER]);
  const after = queryValue(call.query, "after");
  if (after === undefined) {
    return (found) => found.slice(offset);
  }
  if (typeof after !== "string" || !isObjectId(after)) {
    throw call.serverState.behavior.invalidInput(["The after cursor must be a valid MongoDB ObjectId"]);
  }
  const cursor = call.environment.messages.get(after);
  return (found) => (cursor === undefined ? [] : found.filter((message) => isOlder(message, cursor)));
};

const listNotifications =
  (mount: NotificationMount) =>
  (call: Call): unknown => {
    const limit = numberQuery(call, "limit", 10, [1, 100]);
    const fromStart = pageStart(call);
    const filter = queriedFilter(call);
    const subscriber = existingSubscriber(call);
    refuseUnreadArchived(filter);
    const matches = matchesNotificationFilter({ ...filter, ...mount.contextOf(call) });
    const found = call.environment.messages.newestFirst(
      (message) => message.subscriberInternalId === subscriber.internalId && matches(message),
    );
    const rest = fromStart(found);
    return {
      data: rest.slice(0, limit).map((message) => listedNotification(call.serverState, message, subscriber)),
      hasMore: rest.length > limit,
      filter,
    };
  };

const filtersIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest("Invalid filters, the JSON object should be provided.");
  }
};

const BOOLEANS = ["read", "archived", "snoozed", "seen"];

const filterComplaints = (filter: UnknownObject, index: number): readonly string[] => {
  const at = `filters.${index}.`;
  const isSet = (value: unknown) => value !== undefined && value !== null;
  return [
    ...(isSet(filter.tags) && tagGroups(filter.tags) === undefined
      ? [
          `${at}tags must be a flat string[] (OR) or nested string[][] (AND of OR-groups) with non-empty inner arrays`,
        ]
      : []),
    ...BOOLEANS.filter((name) => isSet(filter[name]) && typeof filter[name] !== "boolean").map(
      (name) => `${at}${name} must be a boolean value`,
    ),
    ...(isSet(filter.severity) && !isSeverity(filter.severity) ? [at] : []),
  ];
};

const filtersOf = (call: Call): readonly UnknownObject[] => {
  const text = call.query.get("filters");
  const filters = text === null ? undefined : filtersIn(text);
  if (!Array.isArray(filters) || filters.length > MAX_FILTERS) {
    throw call.serverState.behavior.invalidInput([
      ...(text === null ? ["filters should not be null or undefined"] : []),
      `filters must contain no more than ${MAX_FILTERS} elements`,
      ...(Array.isArray(filters) ? [] : ["filters must be an array"]),
    ]);
  }
  throwComplaints(call, [
    ...(filters.every(isObject)
      ? []
      : ["each value in nested property filters must be either object or array"]),
    ...filters.filter(isObject).flatMap(filterComplaints),
  ]);
  return filters;
};

const countNotifications =
  (mount: NotificationMount) =>
  (call: Call): unknown => {
    const filters = filtersOf(call);
    const { environment } = call;
    const subscriberId = param(call, "subscriberId");
    const subscriber = environment.subscribers.get(subscriberId);
    if (subscriber === undefined) {
      throw badRequest(`Subscriber ${subscriberId} doesn't exist in environment ${environment.id}`);
    }
    return {
      data: filters.map((requested) => {
        const filter = { ...notificationFilter(requested), ...mount.contextOf(call) };
        refuseUnreadArchived(filter);
        return { count: countMatching(call, subscriber.internalId, filter), filter: requested };
      }),
    };
  };

/** The servers count to 100. */
export const countMatching = (
  { environment }: Pick<Call, "environment">,
  internalId: string,
  filter: NotificationFilter,
): number => {
  const matches = matchesNotificationFilter(filter);
  const found = environment.messages.newestFirst(
    (message) => message.subscriberInternalId === internalId && matches(message),
  );
  return Math.min(found.length, MAX_COUNT);
};

export const notificationLists = (mount: NotificationMount): readonly Route[] => [
  { method: "GET", path: mount.path, category: mount.category, handle: listNotifications(mount) },
  {
    method: "GET",
    path: `${mount.path}/count`,
    category: mount.category,
    handle: countNotifications(mount),
  },
];

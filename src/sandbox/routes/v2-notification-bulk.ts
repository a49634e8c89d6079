import { applyMark, type MarkChange, v2Marks } from "../marks.js";
import type { StoredMessage } from "../message.js";
import { filterOf, matchesNotificationFilter, type NotificationFilter } from "../notification-filter.js";
import type { Call, Route } from "../server/route.js";
import { bodyOf, existingSubscriber } from "../validation.js";
import { NOTIFICATIONS, parseData } from "./v2-notification-lists.js";

const bodyFilter = (call: Call): NotificationFilter => {
  const { tags, data } = bodyOf(call);
  return filterOf({ tags, data: parseData(data) });
};

const matching = (call: Call, filter: NotificationFilter): readonly StoredMessage[] => {
  const { internalId } = existingSubscriber(call);
  const matches = matchesNotificationFilter(filter);
  return call.environment.messages.newestFirst(
    (message) => message.subscriberInternalId === internalId && matches(message),
  );
};

const markAll =
  (mark: MarkChange, from: NotificationFilter = {}) =>
  (call: Call): undefined => {
    for (const message of matching(call, { ...bodyFilter(call), ...from })) {
      applyMark(message, mark, call.now);
    }
  };

const markSeen = (call: Call): undefined => {
  const { notificationIds } = bodyOf(call);
  const found = matching(call, bodyFilter(call));
  const chosen = Array.isArray(notificationIds)
    ? found.filter(({ id }) => notificationIds.includes(id))
    : found;
  for (const message of chosen) {
    applyMark(message, v2Marks.seen, call.now);
  }
};

const deleteAll = (call: Call): undefined => {
  for (const { id } of matching(call, bodyFilter(call))) {
    call.environment.messages.remove(id);
  }
};

const post = (verb: string, handle: Route["handle"]): Route => ({
  method: "POST",
  path: `${NOTIFICATIONS}/${verb}`,
  category: "configuration",
  status: 204,
  handle,
});

export const notificationBulk: readonly Route[] = [
  post("seen", markSeen),
  post("read", markAll(v2Marks.read)),
  post("archive", markAll(v2Marks.archive)),
  post("read-archive", markAll(v2Marks.archive, { read: true })),
  post("delete", deleteAll),
];

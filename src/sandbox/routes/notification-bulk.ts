import { applyMark, type MarkChange, v2Marks } from "../marks.js";
import type { StoredMessage } from "../message.js";
import { matchesNotificationFilter, type NotificationFilter, tagGroups } from "../notification-filter.js";
import { isObjectId } from "../object-id.js";
import type { Call, Route } from "../server/route.js";
import { bodyOf, existingSubscriber, throwComplaints } from "../validation.js";
import { dataFilter } from "./data-filter.js";
import type { NotificationMount } from "./notification-mount.js";

const isSet = (value: unknown): boolean => value !== undefined && value !== null;

const bodyComplaints = ({
  notificationIds: ids,
  tags,
  data,
}: ReturnType<typeof bodyOf>): readonly string[] => [
  ...(!isSet(ids) || (Array.isArray(ids) && ids.every((id) => isObjectId(String(id))))
    ? []
    : ["each value in notificationIds must be a mongodb id"]),
  ...(!isSet(ids) || Array.isArray(ids) ? [] : ["notificationIds must be an array"]),
  ...(!isSet(tags) || tagGroups(tags) !== undefined
    ? []
    : [
        "tags must be a flat string[] (OR) or nested string[][] (AND of OR-groups) with non-empty inner arrays",
      ]),
  ...(!isSet(data) || typeof data === "string" ? [] : ["data must be a string"]),
];

/** The messages that the body selects; all if it selects none. */
const selected = (
  mount: NotificationMount,
  call: Call,
  from: NotificationFilter = {},
): readonly StoredMessage[] => {
  const { tags, data } = bodyOf(call);
  throwComplaints(call, bodyComplaints(bodyOf(call)));
  const { internalId } = existingSubscriber(call);
  const matches = matchesNotificationFilter({
    ...(isSet(tags) ? { tags } : {}),
    data: dataFilter(typeof data === "string" ? data : undefined) ?? {},
    ...from,
    ...mount.contextOf(call),
  });
  return call.environment.messages.newestFirst(
    (message) => message.subscriberInternalId === internalId && matches(message),
  );
};

const markAll =
  (mount: NotificationMount, mark: MarkChange, from: NotificationFilter = {}) =>
  (call: Call): undefined => {
    for (const message of selected(mount, call, from)) {
      applyMark(message, mark, call.now);
    }
  };

const markSeen =
  (mount: NotificationMount) =>
  (call: Call): undefined => {
    const { notificationIds: ids } = bodyOf(call);
    const found = selected(mount, call);
    for (const message of Array.isArray(ids) ? found.filter(({ id }) => ids.includes(id)) : found) {
      applyMark(message, v2Marks.seen, call.now);
    }
  };

const deleteAll =
  (mount: NotificationMount) =>
  (call: Call): undefined => {
    for (const { id } of selected(mount, call)) {
      call.environment.messages.remove(id);
    }
  };

export const notificationBulk = (mount: NotificationMount): readonly Route[] => {
  const post = (verb: string, handle: Route["handle"]): Route => ({
    method: "POST",
    path: `${mount.path}/${verb}`,
    category: mount.category,
    status: 204,
    handle,
  });
  return [
    post("seen", markSeen(mount)),
    post("read", markAll(mount, v2Marks.read)),
    post("archive", markAll(mount, v2Marks.archive)),
    post("read-archive", markAll(mount, v2Marks.archive, { read: true })),
    post("delete", deleteAll(mount)),
  ];
};

import { ApiError, notFound } from "../api-error.js";
import { applyMark, type MarkChange, v2Marks } from "../marks.js";
import { isSnoozed } from "../notification-filter.js";
import type { Call, Route } from "../server/route.js";
import { DAY, MINUTE } from "../time.js";
import { bodyOf, param, throwComplaints } from "../validation.js";
import { inboxNotification } from "../views/inbox-notification.js";
import { findNotification } from "./find-notification.js";
import type { NotificationMount } from "./notification-mount.js";

/** Of the free plan (docs/novu-api.md, "v2 notifications"). */
const MAX_SNOOZE = DAY;

const mark = (call: Call, change: MarkChange, command = "MarkNotificationAsCommand"): unknown => {
  const { message, subscriber } = findNotification(call, command);
  applyMark(message, change, call.now);
  return inboxNotification(call.serverState, message, subscriber);
};

const snooze =
  (until: number): MarkChange =>
  (marks, at) => ({ ...v2Marks.unsnooze(marks, at), snoozedUntil: until });

const snoozeUntil = (call: Call): unknown => {
  const given = bodyOf(call).snoozeUntil ?? Number.NaN;
  const until = new Date(given as string | number).getTime();
  throwComplaints(call, [
    ...(until >= call.now + MINUTE ? [] : ["Snooze time must be at least 60 seconds in the future"]),
    ...(Number.isNaN(until) ? ["snoozeUntil must be a Date instance"] : []),
  ]);
  findNotification(call, "SnoozeNotificationCommand");
  if (until - call.now > MAX_SNOOZE) {
    throw new ApiError({
      status: 402,
      message: "Snooze Duration Limit Exceeded",
      inner: {
        reason:
          "The snooze duration you selected exceeds your current plan limit. " +
          "Please upgrade your plan for extended snooze durations.",
      },
    });
  }
  return mark(call, snooze(until));
};

const unsnooze = (call: Call): unknown => {
  const { message } = findNotification(call, "UnsnoozeNotificationCommand");
  if (!isSnoozed(message)) {
    throw notFound(
      `Could not find a snoozed notification with id '${param(call, "notificationId")}'. ` +
        "The notification may not exist or may not be in a snoozed state.",
    );
  }
  return mark(call, v2Marks.unsnooze);
};

const deleteNotification = (call: Call): undefined => {
  const { message } = findNotification(call, "DeleteNotificationCommand");
  call.environment.messages.remove(message.id);
};

/** @param deletePath where a notification is deleted, below it */
export const notificationMarks = (mount: NotificationMount, deletePath: string): readonly Route[] => {
  const path = `${mount.path}/:notificationId`;
  const patch = (verb: string, handle: Route["handle"]): Route => ({
    method: "PATCH",
    path: `${path}/${verb}`,
    category: mount.category,
    handle,
  });
  return [
    patch("read", (call) => mark(call, v2Marks.read)),
    patch("unread", (call) => mark(call, v2Marks.unread)),
    patch("archive", (call) => mark(call, v2Marks.archive)),
    patch("unarchive", (call) => mark(call, v2Marks.unarchive)),
    patch("snooze", snoozeUntil),
    patch("unsnooze", unsnooze),
    {
      method: "DELETE",
      path: `${path}${deletePath}`,
      category: mount.category,
      status: 204,
      handle: deleteNotification,
    },
  ];
};

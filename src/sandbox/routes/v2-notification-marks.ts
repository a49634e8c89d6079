import { notFound } from "../api-error.js";
import { applyMark, type MarkChange, snooze, v2Marks } from "../marks.js";
import { isSnoozed } from "../notification-filter.js";
import type { Call, Route } from "../server/route.js";
import { MINUTE } from "../time.js";
import { bodyOf, param } from "../validation.js";
import { inboxNotification } from "../views/inbox-notification.js";
import { findNotification, NOTIFICATION } from "./v2-notification-lists.js";

const mark = (call: Call, change: MarkChange, command = "MarkNotificationAsCommand"): unknown => {
  const { message, subscriber } = findNotification(call, command);
  applyMark(message, change, call.now);
  return inboxNotification(message, subscriber);
};

const snoozeUntil = (call: Call): unknown => {
  const text = bodyOf(call).snoozeUntil;
  const until = typeof text === "string" ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until)) {
    throw call.serverState.behavior.invalidInput(["snoozeUntil must be a Date instance"]);
  }
  if (until < call.now + MINUTE) {
    throw call.serverState.behavior.invalidInput(["Snooze time must be at least 1 minute in the future"]);
  }
  return mark(call, snooze(until), "SnoozeNotificationCommand");
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

const patch = (verb: string, handle: Route["handle"]): Route => ({
  method: "PATCH",
  path: `${NOTIFICATION}/${verb}`,
  category: "configuration",
  handle,
});

export const notificationMarks: readonly Route[] = [
  patch("read", (call) => mark(call, v2Marks.read)),
  patch("unread", (call) => mark(call, v2Marks.unread)),
  patch("archive", (call) => mark(call, v2Marks.archive)),
  patch("unarchive", (call) => mark(call, v2Marks.unarchive)),
  patch("snooze", snoozeUntil),
  patch("unsnooze", unsnooze),
  {
    method: "DELETE",
    path: NOTIFICATION,
    category: "configuration",
    status: 204,
    handle: deleteNotification,
  },
];

import type { Route } from "../server/route.js";
import { bodyOf } from "../validation.js";
import { inboxPreferences } from "./inbox-preferences.js";
import { inboxSession } from "./inbox-session.js";
import { pressHandler } from "./notification-actions.js";
import { notificationBulk } from "./notification-bulk.js";
import { notificationLists } from "./notification-lists.js";
import { notificationMarks } from "./notification-marks.js";
import type { NotificationMount } from "./notification-mount.js";

const inboxMount: NotificationMount = {
  path: "/v1/inbox/notifications",
  category: "session",
  contextOf: ({ session }) => ({ contextKeys: session?.contextKeys ?? [] }),
};

const press = (verb: string, status: "done" | "pending"): Route => ({
  method: "PATCH",
  path: `${inboxMount.path}/:notificationId/${verb}`,
  category: inboxMount.category,
  handle: pressHandler(status, (call) => String(bodyOf(call).actionType ?? "")),
});

/** What the sandbox does not have; the Inbox asks for it all the same. */
const emptyList = (path: string, fields: object = {}): Route => ({
  method: "GET",
  path: `/v1/inbox/${path}`,
  category: "session",
  handle: () => ({ data: [], ...fields }),
});

/** What Novu's Inbox sends from a browser (docs/novu-api.md, "Inbox routes"). */
export const inboxRoutes: readonly Route[] = [
  inboxSession,
  ...notificationLists(inboxMount),
  press("complete", "done"),
  press("revert", "pending"),
  ...notificationMarks(inboxMount, "/delete"),
  ...notificationBulk(inboxMount),
  ...inboxPreferences,
  emptyList("topics/:topicKey/subscriptions"),
  emptyList("channel-connections", { next: null, previous: null }),
  emptyList("channel-endpoints", { next: null, previous: null }),
];

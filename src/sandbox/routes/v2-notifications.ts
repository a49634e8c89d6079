import type { Route } from "../server/route.js";
import { listQuery, param } from "../validation.js";
import { pressHandler } from "./notification-actions.js";
import { notificationBulk } from "./notification-bulk.js";
import { notificationLists } from "./notification-lists.js";
import { notificationMarks } from "./notification-marks.js";
import type { NotificationMount } from "./notification-mount.js";

const apiMount: NotificationMount = {
  path: "/v2/subscribers/:subscriberId/notifications",
  category: "configuration",
  contextOf: ({ query }) => {
    const contextKeys = listQuery(query, "contextKeys");
    return contextKeys.length === 0 ? {} : { contextKeys };
  },
};

const press = (verb: string, status: "done" | "pending"): Route => ({
  method: "PATCH",
  path: `${apiMount.path}/:notificationId/actions/:actionType/${verb}`,
  category: apiMount.category,
  handle: pressHandler(status, (call) => param(call, "actionType")),
});

export const notificationRoutes: readonly Route[] = [
  ...notificationLists(apiMount),
  press("complete", "done"),
  press("revert", "pending"),
  ...notificationMarks(apiMount, ""),
  ...notificationBulk(apiMount),
];

import type { Dialect } from "../dialect.js";
import type { Route } from "../server/route.js";
import { environmentRoutes } from "./v1-environments.js";
import { eventRoutes } from "./v1-events.js";
import { feedRoutes } from "./v1-feed.js";
import { markRoutes } from "./v1-marks.js";
import { messageActions } from "./v1-message-actions.js";
import { messageRoutes } from "./v1-messages.js";
import { subscriberRoutes } from "./v1-subscribers.js";
import { notificationActions } from "./v2-notification-actions.js";
import { notificationBulk } from "./v2-notification-bulk.js";
import { notificationLists } from "./v2-notification-lists.js";
import { notificationMarks } from "./v2-notification-marks.js";
import { subscriberRoutesV2 } from "./v2-subscribers.js";

const v1: readonly Route[] = [
  ...messageActions,
  ...messageRoutes,
  ...markRoutes,
  ...feedRoutes,
  ...subscriberRoutes,
  ...environmentRoutes,
  ...eventRoutes,
];

const v2: readonly Route[] = [
  ...notificationLists,
  ...notificationActions,
  ...notificationMarks,
  ...notificationBulk,
  ...subscriberRoutesV2,
];

export const routesOf = (dialect: Dialect): readonly Route[] => (dialect.hasV2 ? [...v1, ...v2] : v1);

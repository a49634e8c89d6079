import type { Route } from "../server/route.js";
import type { ServerBehavior } from "../server-behavior.js";
import { inboxRoutes } from "./inbox.js";
import { environmentRoutes } from "./v1-environments.js";
import { eventRoutes } from "./v1-events.js";
import { feedRoutes } from "./v1-feed.js";
import { markRoutes } from "./v1-marks.js";
import { messageActions } from "./v1-message-actions.js";
import { messageRoutes } from "./v1-messages.js";
import { subscriberRoutes } from "./v1-subscribers.js";
import { notificationRoutes } from "./v2-notifications.js";
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

const v2: readonly Route[] = [...notificationRoutes, ...subscriberRoutesV2];

export const routesOf = (behavior: ServerBehavior): readonly Route[] =>
  behavior.hasV2 ? [...v1, ...v2, ...inboxRoutes] : v1;

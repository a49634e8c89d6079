import type { Call, Route } from "../server/route.js";
import { listQuery } from "../validation.js";

/** Notifications have the same routes in two places, for an API key and for a session of the Inbox. */
export interface NotificationPlace {
  readonly path: string;
  readonly category: Route["category"];
  /** The context keys that a list is limited to. */
  readonly contextOf: (call: Call) => { readonly contextKeys?: readonly string[] };
}

export const apiPlace: NotificationPlace = {
  path: "/v2/subscribers/:subscriberId/notifications",
  category: "configuration",
  contextOf: ({ query }) => {
    const contextKeys = listQuery(query, "contextKeys");
    return contextKeys.length === 0 ? {} : { contextKeys };
  },
};

export const inboxPlace: NotificationPlace = {
  path: "/v1/inbox/notifications",
  category: "session",
  contextOf: ({ session }) => ({ contextKeys: session?.contextKeys ?? [] }),
};

import type { Call, Route } from "../server/route.js";
import { listQuery } from "../validation.js";

/** The same notification routes are mounted twice: for an API key, and for a session of the Inbox. */
export interface NotificationMount {
  readonly path: string;
  readonly category: Route["category"];
  /** The context keys that a list is limited to. */
  readonly contextOf: (call: Call) => { readonly contextKeys?: readonly string[] };
}

export const apiMount: NotificationMount = {
  path: "/v2/subscribers/:subscriberId/notifications",
  category: "configuration",
  contextOf: ({ query }) => {
    const contextKeys = listQuery(query, "contextKeys");
    return contextKeys.length === 0 ? {} : { contextKeys };
  },
};

export const inboxMount: NotificationMount = {
  path: "/v1/inbox/notifications",
  category: "session",
  contextOf: ({ session }) => ({ contextKeys: session?.contextKeys ?? [] }),
};

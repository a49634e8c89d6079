import type { Call, Route } from "../server/route.js";

/** The same notification routes are mounted twice: for an API key, and for a session of the Inbox. */
export interface NotificationMount {
  readonly path: string;
  readonly category: Route["category"];
  /** The context keys that a list is limited to. */
  readonly contextOf: (call: Call) => { readonly contextKeys?: readonly string[] };
}

/** What can become of a message, in the order in which one look tells it; `created` first, `deleted` alone. */
export const WATCH_EVENTS = [
  "created",
  "seen",
  "unseen",
  "read",
  "unread",
  "clicked",
  "reverted",
  "changed",
  "payload",
  "archived",
  "unarchived",
  "deleted",
] as const;
export type WatchEventName = (typeof WATCH_EVENTS)[number];

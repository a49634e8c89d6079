/** Events of a message, in the order in which one read reports them; `deleted` is always the only one. */
export const WATCH_EVENTS = [
  "created",
  "seen",
  "unseen",
  "read",
  "unread",
  "pressed",
  "reverted",
  "changed",
  "payload",
  "archived",
  "unarchived",
  "snoozed",
  "unsnoozed",
  "deleted",
] as const;
export type WatchEventName = (typeof WATCH_EVENTS)[number];

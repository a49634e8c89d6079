/** What the reports of `message mark` and `message delete` hold per message. */
export const MARK_FIELDS = ["messageId", "mark", "ok", "code", "message"] as const;
export const DELETE_FIELDS = ["messageId", "ok", "code", "message"] as const;

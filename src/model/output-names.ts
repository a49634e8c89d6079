/** What a later step of a workflow can read of one message's action. */
export const ACTION_OUTPUTS = [
  "clicked",
  "label",
  "status",
  "button",
  "message_id",
  "transaction_id",
  "payload",
] as const;

/** What it can read of a wait. */
export const WAIT_OUTPUTS = [...ACTION_OUTPUTS, "ended", "met", "count", "waited_ms"] as const;

/** What it can read of a run through many rows. */
export const APPLY_OUTPUTS = [
  "rows",
  "ok",
  "unchanged",
  "kept",
  "failed",
  "skipped",
  "unknown",
  "failed_rows_file",
] as const;

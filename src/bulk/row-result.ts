import type { Failure } from "../failures/failure.js";
import type { CheckedRow } from "./bulk-row.js";
import type { RowOutcome, RowResult, SkipReason, Written } from "./bulk-types.js";
import type { GoodRow } from "./row-queue.js";

const SKIPPED: Readonly<Record<SkipReason, string>> = {
  "already-done": "an earlier run finished it",
  "too-many-failures": "too many rows had failed before it",
  interrupted: "the run was ended before its turn",
};

export const skippedRow = (row: CheckedRow, code: SkipReason): RowResult => ({
  row,
  outcome: "skipped",
  code,
  attempts: 0,
  ms: 0,
  message: SKIPPED[code],
});

export const badRow = (row: Extract<CheckedRow, { readonly kind: "bad" }>): RowResult => ({
  row,
  outcome: "failed",
  code: "E_ROWS",
  attempts: 0,
  ms: 0,
  message: row.reasons.join(" "),
});

export const failedRow = (row: GoodRow, failure: Failure, ms: number): RowResult => {
  const { code, message, info } = failure;
  // Stopped before anything was sent: it had no turn, and asking for it again is all there is to say.
  if (code === "E_INTERRUPTED" && failure.sent === "no") return skippedRow(row, "interrupted");
  const tries = info.details?.tries;
  return {
    row,
    outcome: outcomeOf(failure),
    code,
    ...(info.http === undefined ? {} : { http: info.http.status }),
    attempts: typeof tries === "number" ? tries : 1,
    ms,
    message,
  };
};

/** A success that cannot be read was still applied (docs/novu-api.md, "Success bodies"), so it did not fail. */
const NOT_UNDERSTOOD: ReadonlySet<string> = new Set(["E_ANSWER", "E_ANSWER_SIZE", "E_ANSWER_ENCODING"]);

const outcomeOf = ({ code, sent, info }: Failure): RowOutcome => {
  const isSuccess = info.http !== undefined && info.http.status >= 200 && info.http.status < 300;
  const isUnread = NOT_UNDERSTOOD.has(code) && (info.http === undefined || isSuccess);
  return sent === "unknown" || isUnread ? "unknown" : "failed";
};

export const writtenRow = (row: GoodRow, written: Written, ms: number): RowResult => ({
  row,
  ...written,
  ms,
});

import type { FailureCode } from "../failures/failure-codes.js";
import type { ActionRequest, ActionStatus, ApiVersion, Button } from "../model/action.js";
import type { ButtonSelector } from "../model/message.js";

/** `ndjson` has an object in every line; `json` is a list of objects, or objects one after the other. */
export const ROW_FORMATS = ["csv", "tsv", "ndjson", "json"] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

/** Columns of CSV and TSV, keys of JSON. */
export const ROW_COLUMNS = ["subscriberId", "messageId", "button", "status", "payload"] as const;
export type RowColumn = (typeof ROW_COLUMNS)[number];

/** What an input may call each column; sentences use the first name. */
export const COLUMN_NAMES: Readonly<Record<RowColumn, readonly [string, ...string[]]>> = {
  subscriberId: ["subscriberId"],
  messageId: ["messageId"],
  button: ["button", "type"],
  status: ["status"],
  payload: ["payload"],
};

/**
 * Columns that make an input a list as `message list -o csv` prints it: they and its `payload` say what a message holds, not
 * what to write.
 */
export const LIST_COLUMNS = ["pressed", "state"] as const;

/** How an input is read. */
export interface RowReading {
  /** The input's own name for a column, such as `user` for `subscriberId`; in JSON also a path, such as `subscriber.id`. */
  readonly columns: ReadonlyMap<RowColumn, string>;
  readonly defaults: RowDefaults;
  /** Whether the `payload` of a list is written, too. */
  readonly takesListPayload: boolean;
}

/** Values for rows that leave these columns out; a row that says otherwise is bad. */
export interface RowDefaults {
  readonly button?: ButtonSelector | undefined;
  readonly status?: ActionStatus | undefined;
  readonly api: ApiVersion;
}

/** An action whose button is named by its label, which only the message can resolve. */
interface LabelledAction extends Omit<ActionRequest, "button"> {
  readonly button?: undefined;
  readonly label: string;
}

export type RowAction = ActionRequest | LabelledAction;

interface RowPosition {
  /** Number among the data rows, from 1. */
  readonly number: number;
  /** The line of text in which the row begins; a header is line 1. */
  readonly line: number;
  /** The row as written, in the format of the input and without its line end. */
  readonly raw: string;
}

export interface GoodRow extends RowPosition {
  readonly kind: "good";
  readonly action: RowAction;
}

/** A row that cannot be sent. */
export interface BadRow extends RowPosition {
  readonly kind: "bad";
  /** Short sentences without a full stop, at least one. */
  readonly reasons: readonly string[];
}

export type CheckedRow = GoodRow | BadRow;

/**
 * `unchanged`: the message already holds that answer. `kept`: another answer was left alone. `unknown`: the last try
 * may or may not have been carried out. `skipped`: nothing was sent, and `code` says why.
 */
export type RowOutcome = "ok" | "unchanged" | "kept" | "failed" | "skipped" | "unknown";

/** `already-done`: by an earlier run with the same journal. `stopped`: another row failed in a way that all would. `interrupted`: the run ended before the row began, as by Ctrl-C. */
export type SkipReason = "already-done" | "too-many-failures" | "stopped" | "interrupted";

/** `unchecked`: the message could not be read first. `payload`: the payload of an earlier answer stays. */
export type RowWarning = "unchecked" | "payload";

/** The one result of one row. */
export interface RowResult {
  readonly row: CheckedRow;
  /** The button that the label of a row turned out to name. */
  readonly button?: Button;
  readonly outcome: RowOutcome;
  /** Absent for `ok`, `unchanged` and `kept`; E_ROWS for a bad row. */
  readonly code?: FailureCode | SkipReason | "E_ROWS";
  /** Status of the last response, if there was one. */
  readonly http?: number;
  /** How many times the write was sent. */
  readonly attempts: number;
  /** From the row's first request to its last response, pauses between tries included; 0 if nothing was sent. */
  readonly ms: number;
  /** Why, in one line; absent for `unchanged`, and for an `ok` without warnings. */
  readonly message?: string;
  /** Why the row was written but may need a look; `message` explains them. */
  readonly warnings?: readonly RowWarning[];
}

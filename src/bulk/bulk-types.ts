import type { FailureCode } from "../failures/failure-codes.js";
import type { ActionRequest } from "../model/action.js";
import type { CheckedRow, RowPosition } from "./bulk-row.js";

/**
 * What became of one row. `unchanged`: the message holds that answer already. `kept`: another answer stands and was
 * left alone. `unknown`: the last try may have been carried out, and nobody can say. `skipped`: nothing was sent, and
 * `code` says why.
 */
export type RowOutcome = "ok" | "unchanged" | "kept" | "failed" | "skipped" | "unknown";

/**
 * Why a row was not sent: an earlier run of the same journal finished it; `--max-failures` was reached; the run
 * was ended before the row's turn.
 */
export type SkipReason = "already-done" | "too-many-failures" | "interrupted";

/** The one result of one row. It is given only after its record is in the journal (ADR 0022). */
export interface RowResult {
  readonly row: CheckedRow;
  readonly outcome: RowOutcome;
  /** Absent for `ok`, `unchanged` and `kept`; E_ROWS for a row that could not be sent as it stands. */
  readonly code?: FailureCode | SkipReason | "E_ROWS";
  /** Status of the last answer, where there was one. */
  readonly http?: number;
  /** How often the write was sent; 0 where nothing was. */
  readonly attempts: number;
  /** From the row's turn to its last answer, pauses between tries included; 0 where nothing was sent. */
  readonly ms: number;
  /** Why, for people, in one line; absent for `unchanged`, and for an `ok` that needs no warning. */
  readonly message?: string;
  /** It was written, but may not be what was meant; `message` says why. */
  readonly warnings?: readonly RowWarning[];
}

/** `unchecked`: the message could not be read first. `payload`: a payload of an earlier answer stays. */
export type RowWarning = "unchecked" | "payload";

/** How a row ended well. */
export interface Written {
  readonly outcome: "ok" | "unchanged" | "kept";
  /** When the message last changed, as the server said after the write. */
  readonly updatedAt?: string | undefined;
  readonly http?: number;
  readonly attempts: number;
  readonly message?: string;
  readonly warnings?: readonly RowWarning[];
}

/** Carries out one row. @throws Failure; every other error ends the whole run */
export type WriteRow = (action: ActionRequest, place: RowPosition) => Promise<Written>;

/** How far it came, at any time. */
export interface BulkCounts {
  /** Rows taken from the input. */
  readonly taken: number;
  /** Rows with a result, which may not have been given yet. */
  readonly finished: number;
  readonly inFlight: number;
  readonly byOutcome: Readonly<Record<RowOutcome, number>>;
}

/** What a run remembers of finished rows, across runs. */
export interface Journal {
  /** To be told of every row, in the order of the input. */
  take(action: ActionRequest): JournalEntry;
  /** Appends the records; settled once the operating system has them. @throws Failure E_JOURNAL */
  append(records: readonly JournalRecord[]): Promise<void>;
  /** Puts everything on the disk, and lets go of file and lock. @throws Failure E_JOURNAL */
  close(): Promise<void>;
}

/** Which row it is, whatever its place. */
export interface JournalEntry {
  /** 16 hexadecimal digits. */
  readonly id: string;
  /** Which of several equal rows, from 1; absent where whoever reads the journal can count it. */
  readonly occurrence?: number;
  /** Whether an earlier run finished it, and nothing this run does to its message asks for it again. */
  readonly isDone: boolean;
  /** It is done, but has to be sent again: that it is not done has to be on record before. */
  readonly isRedo?: boolean;
}

export interface JournalRecord extends Omit<JournalEntry, "isDone" | "isRedo"> {
  readonly number: number;
  readonly outcome: Exclude<RowOutcome, "skipped" | "kept"> | "again";
  readonly code?: string;
}

export interface RunRowsOptions {
  /** How many rows are under way at once. */
  readonly concurrency: number;
  /** After so many rows that failed or are unknown no new one starts. */
  readonly maxFailures?: number;
  /** When it comes no new row starts; what is under way ends, or is given up after the grace. */
  readonly signal: AbortSignal;
  /** ms; 10 s when left out. */
  readonly graceMs?: number;
  /** Called when the grace is over: has to end the requests under way. */
  readonly giveUp: () => void;
  readonly gate: RateGate;
  readonly journal?: Journal;
  /** ms, steady. */
  readonly now: () => number;
  /** Settles after so many ms, or in whatever way when the signal comes. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Who may send when. */
export interface RateGate {
  /** Settled when the next request may be sent, or the signal has come; undefined where that is at once. */
  turn(signal: AbortSignal): Promise<void> | undefined;
  /** Sends a request that has had its turn: `send` makes it before it first waits. */
  inTurn<Value>(send: () => Value): Value;
}

export interface BulkRun {
  /** Results in the order they came, several at a time. Whoever stops reading stops the run. */
  readonly results: AsyncIterable<readonly RowResult[]>;
  readonly counts: () => BulkCounts;
}

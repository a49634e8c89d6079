import { setMaxListeners } from "node:events";
import { setImmediate as endOfTurn } from "node:timers/promises";
import { Failure } from "../failures/failure.js";
import { normalizedMessageId } from "../model/message-id.js";
import type { Journal } from "./journal.js";
import type { BadRow, CheckedRow, GoodRow, RowResult, SkipReason } from "./row.js";

/**
 * Writes one row; failures of the row are results, not exceptions.
 * @param skip aborted, with a SkipReason as reason, when no more rows may begin; a row that has sent nothing by then
 * must return a skipped result
 */
type WriteRow = (row: GoodRow, skip: AbortSignal) => Promise<RowResult>;

interface RunRowsOptions {
  /** Rows in flight at a time. */
  readonly concurrency: number;
  /** After this many failed or unknown rows the others are skipped. */
  readonly maxFailures?: number | undefined;
  readonly journal: Pick<Journal, "checkFinished" | "revoke" | "append">;
  /**
   * When aborted, no more rows are read or started; a Failure as the reason is one that all rows share. `runRows` also
   * aborts it when it cannot continue.
   */
  readonly stop: AbortController;
}

/** Rows that are read ahead, so that rows for other messages can run while many wait for one message. */
const LOOKAHEAD = 200;
/** Maximum number of rows without a result plus results that were not yielded yet. */
const MAX_BUFFERED = 1_000;

/**
 * Writes several rows at a time, but rows for the same message one after the other. Each row that is read has exactly
 * one result, which is yielded once its record is in the journal. Leaving the loop early stops the run and waits for
 * the rows in flight.
 * @yields the results of one turn of the event loop; yielding one at a time is 20 % slower
 * @throws the errors of `rows` and `journal`, after all results; and those of `write`, which would be bugs
 */
export async function* runRows(
  rows: AsyncIterable<CheckedRow>,
  write: WriteRow,
  { concurrency, maxFailures = Number.POSITIVE_INFINITY, journal, stop }: RunRowsOptions,
): AsyncGenerator<readonly RowResult[], undefined, undefined> {
  const slots = createSemaphore(concurrency);
  /** Message ID → the write of its last row, until that has ended. */
  const lastRowByMessage = new Map<string, Promise<void>>();
  const changed = createCondition();
  const skip = new AbortController();
  setMaxListeners(0, skip.signal); // Each row in flight may listen to it; Node would warn of the eleventh.
  const results: RowResult[] = [];
  /** Rows without a result. */
  let unfinished = 0;
  /** Rows without a result that have not started. */
  let waitingCount = 0;
  let failures = 0;
  /** Why rows that have not started are skipped; undefined while none are. */
  let skipReason: SkipReason | undefined;
  let isInputExhausted = false;
  let firstError: { readonly error: unknown } | undefined;

  const skipRest = (reason: SkipReason): void => {
    skipReason ??= reason;
    skip.abort(skipReason);
  };

  const onStop = (): void => {
    skipRest(stop.signal.reason instanceof Failure ? "stopped" : "interrupted");
    changed.notify();
  };

  const fail = (error: unknown): void => {
    firstError ??= { error };
    stop.abort();
  };

  const readAll = async (): Promise<void> => {
    try {
      for await (const row of rows) {
        if (stop.signal.aborted) break;
        accept(row);
        while (!hasRoom() && !stop.signal.aborted) await changed.wait();
        if (stop.signal.aborted) break;
      }
    } catch (error) {
      firstError ??= { error };
      skipReason ??= "interrupted"; // Rows in flight carry on.
    }
    isInputExhausted = true;
    changed.notify();
  };

  const hasRoom = () => waitingCount < LOOKAHEAD + concurrency && unfinished + results.length < MAX_BUFFERED;

  const accept = (row: CheckedRow): void => {
    unfinished += 1;
    if (skipReason !== undefined) void finish(skippedRow(row, skipReason, stop.signal));
    else if (row.kind === "bad") void finish(badRow(row));
    else if (journal.checkFinished(row)) void finish(skippedRow(row, "already-done"));
    else enqueue(row);
  };

  const enqueue = (row: GoodRow): void => {
    waitingCount += 1;
    const messageId = normalizedMessageId(row.action.messageId);
    const previous = lastRowByMessage.get(messageId) ?? Promise.resolve();
    const done = previous.then(() => slots.use(() => carryOut(row)));
    lastRowByMessage.set(messageId, done);
    void done.then(() => {
      if (lastRowByMessage.get(messageId) === done) lastRowByMessage.delete(messageId);
    });
  };

  /** Does not wait for the journal record; the slot and the next row of the same message are released at once. */
  const carryOut = async (row: GoodRow): Promise<void> => {
    waitingCount -= 1;
    if (skipReason !== undefined) {
      void finish(skippedRow(row, skipReason, stop.signal));
      return;
    }
    try {
      await journal.revoke(row);
      void finish(await write(row, skip.signal));
    } catch (error) {
      fail(error);
      void finish(brokenRow(row));
    }
  };

  const finish = async (result: RowResult): Promise<void> => {
    if (result.outcome === "failed" || result.outcome === "unknown") failures += 1;
    if (failures >= maxFailures) skipRest("too-many-failures");
    try {
      await journal.append(result);
      results.push(result);
    } catch (error) {
      fail(error); // A row without a record has no result: the next run sends it again.
    }
    unfinished -= 1;
    changed.notify();
  };

  /** A stopped run does not wait for its input, which may block, such as an open pipe. */
  const isOver = () => unfinished === 0 && (isInputExhausted || stop.signal.aborted);

  stop.signal.addEventListener("abort", onStop);
  if (stop.signal.aborted) onStop();
  void readAll();
  try {
    while (results.length > 0 || !isOver()) {
      if (results.length === 0) {
        await changed.wait();
        continue;
      }
      await endOfTurn();
      yield results.splice(0);
      changed.notify(); // There may be room for more rows.
    }
    if (firstError !== undefined) throw firstError.error;
  } finally {
    if (!isOver()) stop.abort();
    while (!isOver()) await changed.wait();
    stop.signal.removeEventListener("abort", onStop);
  }
}

/** @param stop of the run, whose reason may be the failure that stopped it */
export const skippedRow = (row: CheckedRow, reason: SkipReason, stop?: AbortSignal): RowResult => ({
  row,
  outcome: "skipped",
  code: reason,
  attempts: 0,
  ms: 0,
  message:
    reason === "stopped" && stop?.reason instanceof Failure
      ? `${SKIP_TEXTS[reason]}: ${stop.reason.message}`
      : SKIP_TEXTS[reason],
});

const SKIP_TEXTS: Readonly<Record<SkipReason, string>> = {
  "already-done": "done in an earlier run",
  "too-many-failures": "not started: too many rows had failed",
  stopped: "not started: another row's error ended the run",
  interrupted: "not started: the run was stopped",
};

const badRow = (row: BadRow): RowResult => ({
  row,
  outcome: "failed",
  code: "E_ROWS",
  attempts: 0,
  ms: 0,
  message: row.reasons.join(" "),
});

const brokenRow = (row: GoodRow): RowResult => ({
  row,
  outcome: "unknown",
  code: "E_BUG",
  attempts: 1,
  ms: 0,
  message: "internal error in this row",
});

/** Runs at most `permits` functions at a time; the others wait in the order of the calls. */
const createSemaphore = (permits: number) => {
  let free = permits;
  const waiting: (() => void)[] = [];
  return {
    use: async (work: () => Promise<void>): Promise<void> => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
};

/** `wait` settles at the next `notify`. */
const createCondition = () => {
  let waiting: (() => void)[] = [];
  return {
    wait: () => new Promise<void>((resolve) => waiting.push(resolve)),
    notify: (): void => {
      const woken = waiting;
      waiting = [];
      for (const resolve of woken) resolve();
    },
  };
};

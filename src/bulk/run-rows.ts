import { setMaxListeners } from "node:events";
import { setImmediate as endOfTurn } from "node:timers/promises";
import type { Journal } from "./journal.js";
import type { BadRow, CheckedRow, GoodRow, RowResult, SkipReason } from "./row.js";

/**
 * Carries out one row; all its failures are results.
 * @param skip aborted when no row may begin any more, its reason a SkipReason; a row that has sent nothing yet must end
 * as skipped then
 */
export type WriteRow = (row: GoodRow, skip: AbortSignal) => Promise<RowResult>;

export interface RunRowsOptions {
  /** Rows in flight at a time. */
  readonly concurrency: number;
  /** After this many failed or unknown rows the others are skipped. */
  readonly maxFailures?: number | undefined;
  readonly journal: Pick<Journal, "has" | "reopen" | "append">;
  /** When aborted, no more rows are read or begun. `runRows` aborts it itself when it cannot continue. */
  readonly stop: AbortController;
}

/** Rows that are read ahead, so that others can run while many are for one message. */
const LOOKAHEAD = 200;
/** Rows without a result, and results that have not been read. */
const MOST_HELD = 1_000;

/**
 * Writes rows, several at a time, but one after the other where they are for the same message. Each row that is read
 * has exactly one result, given when its record is in the journal. Leaving the loop early stops the run and waits for
 * the rows in flight.
 * @yields the results of one turn of the event loop, since to show each by itself takes a fifth longer
 * @throws what `rows` and `journal` throw, after all results; and what `write` throws, which would be a bug
 */
export async function* runRows(
  rows: AsyncIterable<CheckedRow>,
  write: WriteRow,
  { concurrency, maxFailures = Number.POSITIVE_INFINITY, journal, stop }: RunRowsOptions,
): AsyncGenerator<readonly RowResult[], undefined, undefined> {
  const slots = createSemaphore(concurrency);
  /** The last row of each message, until it has been carried out. */
  const lastOf = new Map<string, Promise<void>>();
  const changed = createCondition();
  const skip = new AbortController();
  setMaxListeners(0, skip.signal); // Each row in flight may listen to it; Node would warn of the eleventh.
  const results: RowResult[] = [];
  /** Rows without a result, and those of them that have not begun. */
  let unfinished = 0;
  let waiting = 0;
  let failures = 0;
  /** Why rows that have not begun are skipped. */
  let skipping: SkipReason | undefined;
  let isRead = false;
  let thrown: { readonly error: unknown } | undefined;

  const skipRest = (reason: SkipReason): void => {
    skipping ??= reason;
    skip.abort(skipping);
  };

  const onStop = (): void => {
    skipRest("interrupted");
    changed.notify();
  };

  const fail = (error: unknown): void => {
    thrown ??= { error };
    stop.abort();
  };

  const readAll = async (): Promise<void> => {
    try {
      for await (const row of rows) {
        if (stop.signal.aborted) break;
        take(row);
        while (!hasRoom() && !stop.signal.aborted) await changed.wait();
        if (stop.signal.aborted) break;
      }
    } catch (error) {
      thrown ??= { error };
      skipping ??= "interrupted"; // Rows in flight carry on.
    }
    isRead = true;
    changed.notify();
  };

  const hasRoom = () => waiting < LOOKAHEAD + concurrency && unfinished + results.length < MOST_HELD;

  const take = (row: CheckedRow): void => {
    unfinished += 1;
    if (skipping !== undefined) void finish(skippedRow(row, skipping));
    else if (row.kind === "bad") void finish(badRow(row));
    else if (journal.has(row)) void finish(skippedRow(row, "already-done"));
    else enqueue(row);
  };

  const enqueue = (row: GoodRow): void => {
    waiting += 1;
    const messageId = row.action.messageId.toLowerCase();
    const previous = lastOf.get(messageId) ?? Promise.resolve();
    const done = previous.then(() => slots.use(() => carryOut(row)));
    lastOf.set(messageId, done);
    void done.then(() => {
      if (lastOf.get(messageId) === done) lastOf.delete(messageId);
    });
  };

  /** Does not wait for the record: the slot, and the next row of the message, need not. */
  const carryOut = async (row: GoodRow): Promise<void> => {
    waiting -= 1;
    if (skipping !== undefined) {
      void finish(skippedRow(row, skipping));
      return;
    }
    try {
      await journal.reopen(row);
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
      fail(error); // Without a record there is no result: the next run sends the row again.
    }
    unfinished -= 1;
    changed.notify();
  };

  /** An input that blocks, such as a pipe that stays open, does not keep a stopped run from ending. */
  const isOver = () => unfinished === 0 && (isRead || stop.signal.aborted);

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
    if (thrown !== undefined) throw thrown.error;
  } finally {
    if (!isOver()) stop.abort();
    while (!isOver()) await changed.wait();
    stop.signal.removeEventListener("abort", onStop);
  }
}

export const skippedRow = (row: CheckedRow, reason: SkipReason): RowResult => ({
  row,
  outcome: "skipped",
  code: reason,
  attempts: 0,
  ms: 0,
  message: SKIP_TEXTS[reason],
});

const SKIP_TEXTS: Readonly<Record<SkipReason, string>> = {
  "already-done": "an earlier run finished it",
  "too-many-failures": "too many rows had failed before it",
  interrupted: "the run was ended before its turn",
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
  message: "novu-msg itself failed at this row",
});

/** Runs at most `permits` pieces of work at a time, the others in the order they came. */
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

/** Something to wait for until it changes. */
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

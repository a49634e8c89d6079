import type { Journal, JournalEntry, JournalRecord, RowResult } from "./bulk-types.js";

/** Results on their way into the journal, and those that have it behind them and may be given. */
export interface JournalWriter {
  /** Without a mark there is nothing to record. */
  readonly add: (result: RowResult, mark: JournalEntry | undefined) => void;
  /** Results nobody has taken yet, recorded or not. */
  readonly held: () => number;
  readonly hasReady: () => boolean;
  /** Whether all that was added is recorded. */
  readonly isSettled: () => boolean;
  /** Those that may be given, once. */
  readonly take: () => readonly RowResult[];
}

/**
 * One append at a time, with everything that came while the one before was under way: the faster results come,
 * the more of them share one write.
 */
export const createJournalWriter = (
  journal: Journal | undefined,
  onReady: () => void,
  onError: (error: unknown) => void,
): JournalWriter => {
  let ready: RowResult[] = [];
  let results: RowResult[] = [];
  let records: JournalRecord[] = [];
  let inFlight = 0;
  let isLost = false;

  const append = (to: Journal): void => {
    const written = results;
    const batch = records;
    results = [];
    records = [];
    inFlight = written.length;
    to.append(batch).then(
      () => {
        inFlight = 0;
        ready = ready.length === 0 ? written : ready.concat(written);
        if (results.length > 0) append(to);
        onReady();
      },
      (error: unknown) => {
        // What has no record is not told: another run will send it again.
        isLost = true;
        inFlight = 0;
        results = [];
        onError(error);
      },
    );
  };

  return {
    add: (result, mark) => {
      if (isLost) return;
      const { outcome, row, code } = result;
      if (journal === undefined || mark === undefined || outcome === "skipped" || outcome === "kept") {
        ready.push(result);
        return;
      }
      results.push(result);
      records.push(recordOf(row.number, outcome, mark, code));
      if (inFlight === 0) append(journal);
    },
    held: () => ready.length + results.length + inFlight,
    hasReady: () => ready.length > 0,
    isSettled: () => results.length + inFlight === 0,
    take: () => {
      const taken = ready;
      ready = [];
      return taken;
    },
  };
};

export const recordOf = (
  number: number,
  outcome: JournalRecord["outcome"],
  { id, occurrence }: JournalEntry,
  code?: string,
): JournalRecord => ({
  id,
  ...(occurrence === undefined ? {} : { occurrence }),
  number,
  outcome,
  ...(code === undefined ? {} : { code }),
});

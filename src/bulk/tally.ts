import type { BulkCounts, RowOutcome } from "./bulk-types.js";

export interface Tally {
  readonly take: (rows: number) => void;
  readonly start: () => void;
  readonly end: () => void;
  readonly count: (outcome: RowOutcome) => void;
  readonly inFlight: () => number;
  /** Rows that failed, or may have. */
  readonly failures: () => number;
  readonly counts: () => BulkCounts;
}

export const createTally = (): Tally => {
  const byOutcome = { ok: 0, unchanged: 0, kept: 0, failed: 0, skipped: 0, unknown: 0 };
  let taken = 0;
  let finished = 0;
  let inFlight = 0;
  return {
    take: (rows) => {
      taken += rows;
    },
    start: () => {
      inFlight += 1;
    },
    end: () => {
      inFlight -= 1;
    },
    count: (outcome) => {
      byOutcome[outcome] += 1;
      finished += 1;
    },
    inFlight: () => inFlight,
    failures: () => byOutcome.failed + byOutcome.unknown,
    counts: () => ({ taken, finished, inFlight, byOutcome: { ...byOutcome } }),
  };
};

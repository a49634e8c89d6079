import { FAILURE_CODES, type FailureCode } from "../failures/failure-codes.js";
import { elapsedText } from "../model/durations.js";
import { numberText } from "../model/number-text.js";
import type { RowResult, RowWarning } from "./row.js";

/** Number of rows by result. */
interface RowCounts {
  readonly ok: number;
  readonly unchanged: number;
  /** Not written because another answer would have been replaced. */
  readonly kept: number;
  readonly failed: number;
  readonly unknown: number;
  /** Finished by an earlier run. */
  readonly doneEarlier: number;
  /** Not started because too many rows had failed. */
  readonly skippedAfterFailures: number;
  /** Not started because the run ended early. */
  readonly notStarted: number;
}

export interface ResultCounts {
  readonly counts: RowCounts;
  readonly warnings: Readonly<Record<RowWarning, number>>;
  /** Failed rows by exit code name. */
  readonly causes: ReadonlyMap<string, { readonly rows: number; readonly mostTries: number }>;
}

/** Counts results; the counts are live. */
export const createCounter = (): ResultCounts & { readonly add: (result: RowResult) => void } => {
  const counts = {
    ok: 0,
    unchanged: 0,
    kept: 0,
    failed: 0,
    unknown: 0,
    doneEarlier: 0,
    skippedAfterFailures: 0,
    notStarted: 0,
  };
  const warnings = { unchecked: 0, payload: 0 };
  const causes = new Map<string, { rows: number; mostTries: number }>();
  return {
    add: (result: RowResult): void => {
      counts[countOf(result)] += 1;
      for (const warning of result.warnings ?? []) warnings[warning] += 1;
      if (result.outcome !== "failed") return;
      const cause = causeOf(result.code);
      const { rows, mostTries } = causes.get(cause) ?? { rows: 0, mostTries: 0 };
      causes.set(cause, { rows: rows + 1, mostTries: Math.max(mostTries, result.attempts) });
    },
    counts,
    warnings,
    causes,
  };
};

const countOf = ({ outcome, code }: RowResult): keyof RowCounts => {
  if (outcome !== "skipped") return outcome;
  if (code === "already-done") return "doneEarlier";
  return code === "too-many-failures" ? "skippedAfterFailures" : "notStarted";
};

const causeOf = (code: RowResult["code"]): string => {
  if (code === "E_ROWS") return "invalid";
  return code !== undefined && Object.hasOwn(FAILURE_CODES, code)
    ? FAILURE_CODES[code as FailureCode].exit
    : "other";
};

/** The number of rows that were started. */
export const startedCount = ({ ok, unchanged, kept, failed, unknown }: RowCounts): number =>
  ok + unchanged + kept + failed + unknown;

export const totalOf = (counts: RowCounts): number =>
  startedCount(counts) + counts.doneEarlier + counts.skippedAfterFailures + counts.notStarted;

/** `1195 done · 3 unchanged · 3 kept · 3 failed (2 not-found, 1 busy after 5 requests) · 1 m 12 s`. */
export const summaryText = ({
  counts,
  causes,
  elapsedMs,
}: Pick<ResultCounts, "counts" | "causes"> & { readonly elapsedMs: number }): string => {
  const { ok, unchanged, kept, failed, unknown, doneEarlier, skippedAfterFailures, notStarted } = counts;
  return [
    `${numberText(ok)} done`,
    ...(unchanged === 0 ? [] : [`${numberText(unchanged)} unchanged`]),
    ...(kept === 0 ? [] : [`${numberText(kept)} kept`]),
    ...(doneEarlier === 0 ? [] : [`${numberText(doneEarlier)} skipped (done earlier)`]),
    ...(failed === 0 ? [] : [`${numberText(failed)} failed${causesText(causes)}`]),
    ...(unknown === 0 ? [] : [`${numberText(unknown)} unknown`]),
    ...(skippedAfterFailures + notStarted === 0
      ? []
      : [`${numberText(skippedAfterFailures + notStarted)} not started`]),
    elapsedText(elapsedMs),
  ].join(" · ");
};

const causesText = (causes: ResultCounts["causes"]): string => {
  const parts = [...causes].map(
    ([name, { rows, mostTries }]) =>
      `${numberText(rows)} ${name}${mostTries > 1 ? ` after ${mostTries} requests` : ""}`,
  );
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
};

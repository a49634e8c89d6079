import type { RowResult, RowWarning } from "../../../bulk/row.js";
import { Failure } from "../../../failures/failure.js";
import { FAILURE_CODES, type FailureCode } from "../../../failures/failure-codes.js";
import { elapsedText } from "../../../model/durations.js";
import { numberText } from "../../../model/number-text.js";
import { counted } from "../../../views/counted.js";
import type { ApplyInput } from "./apply.js";

/** Number of rows by result. */
export interface RowCounts {
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

/** What a run did. */
export interface Summary {
  readonly counts: RowCounts;
  readonly warnings: Readonly<Record<RowWarning, number>>;
  /** Failed rows by exit code name. */
  readonly causes: ReadonlyMap<string, { readonly rows: number; readonly mostTries: number }>;
  readonly elapsedMs: number;
  /** Whether the input was read to its end. */
  readonly isInputConsumed: boolean;
  /** Whether the number of rows is known. */
  readonly isTotalKnown: boolean;
  /** Whether the input can be read again. */
  readonly isRereadable: boolean;
  readonly input: Pick<ApplyInput, "failedTo" | "maxFailures">;
}

/** Counts results. */
export const createCounter = () => {
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
    counts: counts as RowCounts,
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
  if (code === "E_ROWS") return "not to be sent";
  return code !== undefined && Object.hasOwn(FAILURE_CODES, code)
    ? FAILURE_CODES[code as FailureCode].exit
    : "other";
};

/** The number of rows that were started. */
const startedCount = ({ ok, unchanged, kept, failed, unknown }: RowCounts): number =>
  ok + unchanged + kept + failed + unknown;

export const totalOf = (counts: RowCounts): number =>
  startedCount(counts) + counts.doneEarlier + counts.skippedAfterFailures + counts.notStarted;

/** `1195 done · 3 unchanged · 3 kept · 3 failed (2 not-found, 1 busy after 5 tries) · 0 unknown · 12 s`. */
export const summaryText = ({ counts, causes, elapsedMs }: Summary): string => {
  const { ok, unchanged, kept, failed, unknown, doneEarlier, skippedAfterFailures, notStarted } = counts;
  const hasFailures = failed + unknown > 0;
  return [
    `${numberText(ok)} done`,
    ...(unchanged === 0 ? [] : [`${numberText(unchanged)} unchanged`]),
    ...(kept === 0 ? [] : [`${numberText(kept)} kept`]),
    ...(doneEarlier === 0 ? [] : [`${numberText(doneEarlier)} done earlier`]),
    ...(hasFailures ? [`${numberText(failed)} failed${causesText(causes)}`] : []),
    ...(hasFailures ? [`${numberText(unknown)} unknown`] : []),
    ...(skippedAfterFailures + notStarted === 0
      ? []
      : [`${numberText(skippedAfterFailures + notStarted)} not begun`]),
    elapsedText(elapsedMs),
  ].join(" · ");
};

const causesText = (causes: Summary["causes"]): string => {
  const parts = [...causes].map(
    ([name, { rows, mostTries }]) =>
      `${numberText(rows)} ${name}${mostTries > 1 ? ` after ${mostTries} tries` : ""}`,
  );
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
};

/** One line for each kind of warning. */
export const warningTexts = ({ warnings }: Summary): string[] => [
  ...(warnings.unchecked === 0
    ? []
    : [`${counted(warnings.unchecked, "row")} written without checking for another answer first`]),
  ...(warnings.payload === 0
    ? []
    : [
        `${counted(warnings.payload, "row")} written beside a stored payload, which stays; {} as payload clears it`,
      ]),
];

export const hasRowsLeft = ({ counts, isInputConsumed }: Summary): boolean =>
  counts.notStarted > 0 || !isInputConsumed;

/** E_PARTIAL if rows failed, are unknown, or were skipped because too many had failed. */
export const partialFailure = (summary: Summary): Failure | undefined => {
  const { counts, input } = summary;
  const { failed, unknown, skippedAfterFailures } = counts;
  if (failed + unknown + skippedAfterFailures === 0) return undefined;
  return new Failure("E_PARTIAL", `${ofTotal(failed + unknown, counts)} failed`, {
    hint: [
      summaryText(summary),
      ...(skippedAfterFailures === 0
        ? []
        : [
            `--max-failures ${input.maxFailures} was reached: ${numberText(skippedAfterFailures)} rows were not begun.`,
          ]),
      ...(unknown === 0
        ? []
        : ["Of an unknown row nobody can say whether it was written. Writing it again is safe."]),
      ...failedFileHint(summary),
    ],
    ...resumeHint(summary),
    sent: "yes",
    details: detailsOf(summary),
  });
};

const ofTotal = (count: number, counts: RowCounts): string =>
  `${numberText(count)} of ${numberText(totalOf(counts))} row${totalOf(counts) === 1 ? "" : "s"}`;

const failedFileHint = ({ counts, input }: Summary): string[] =>
  input.failedTo === undefined || counts.failed + counts.unknown === 0
    ? []
    : [`failed rows, ready to run again: ${input.failedTo}`];

/** For a run that was ended before its last row. */
export const interruptedFailure = (summary: Summary): Failure =>
  new Failure("E_INTERRUPTED", stoppedText(summary), {
    hint: [
      summaryText(summary),
      "What was under way has ended, and is in the journal.",
      ...failedFileHint(summary),
    ],
    ...resumeHint(summary),
    sent: "yes",
    details: detailsOf(summary),
  });

const stoppedText = ({ counts, isTotalKnown }: Summary): string => {
  const ended = startedCount(counts) + counts.doneEarlier;
  return isTotalKnown ? `stopped after ${ofTotal(ended, counts)}` : `stopped after ${numberText(ended)} rows`;
};

/** Adds what was done before it to the failure that stopped the run. */
export const withProgressSoFar = (failure: Failure, summary: Summary): Failure => {
  const hasWritten = summary.counts.ok > 0;
  return new Failure(failure.code, failure.message, {
    ...failure.info,
    hint: [
      ...(failure.info.hint ?? []),
      ...(hasWritten ? [`Before that: ${summaryText(summary)}.`] : []),
      ...failedFileHint(summary),
    ],
    ...(hasWritten ? { ...resumeHint(summary), sent: "yes" as const } : {}),
    details: { ...failure.info.details, ...(hasWritten ? detailsOf(summary) : {}) },
  });
};

/** With the field names of the JSON error. */
const countsDocument = ({ doneEarlier, skippedAfterFailures, notStarted, ...started }: RowCounts) => ({
  ...started,
  earlier: doneEarlier,
  refused: skippedAfterFailures,
  left: notStarted,
});

const resumeHint = ({ isRereadable }: Summary) => ({
  addition: {
    words: ["--resume"],
    without: ["--resume"],
    ...(isRereadable ? {} : { when: "with the same rows once more" }),
  },
});

const detailsOf = ({ counts, warnings, causes, elapsedMs, input }: Summary) => ({
  counts: countsDocument(counts),
  warnings,
  causes: Object.fromEntries([...causes].map(([name, { rows }]) => [name, rows])),
  elapsedMs: Math.round(elapsedMs),
  ...(input.failedTo === undefined ? {} : { failedTo: input.failedTo }),
});

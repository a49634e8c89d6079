import { type ResultCounts, startedCount, summaryText, totalOf } from "../../../bulk/count-results.js";
import { Failure } from "../../../failures/failure.js";
import { numberText } from "../../../model/number-text.js";
import type { ApplyInput } from "./apply.js";

/** What a run did. */
export interface Summary extends ResultCounts {
  readonly elapsedMs: number;
  /** Whether the input was read to its end. */
  readonly isInputConsumed: boolean;
  /** Whether the number of rows is known. */
  readonly isTotalKnown: boolean;
  /** Whether the input can be read again. */
  readonly isRereadable: boolean;
  readonly input: Pick<ApplyInput, "failedTo" | "maxFailures">;
}

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
            `Stopped by --max-failures ${input.maxFailures}: ${numberText(skippedAfterFailures)} rows were not started.`,
          ]),
      ...(unknown === 0
        ? []
        : ["An unknown row may or may not have been written. Running it again is safe."]),
      ...failedFileHint(summary),
    ],
    ...writtenInfo(summary),
  });
};

const ofTotal = (count: number, counts: ResultCounts["counts"]): string =>
  `${numberText(count)} of ${numberText(totalOf(counts))} row${totalOf(counts) === 1 ? "" : "s"}`;

const failedFileHint = ({ counts, input }: Summary): string[] =>
  input.failedTo === undefined || input.failedTo === "-" || counts.failed + counts.unknown === 0
    ? []
    : [`failed rows, ready to run again: ${input.failedTo}`];

/** For a run that was ended before its last row. */
export const interruptedFailure = (summary: Summary): Failure =>
  new Failure("E_INTERRUPTED", stoppedText(summary), {
    hint: [
      summaryText(summary),
      "The rows in flight were finished and recorded in the journal.",
      ...failedFileHint(summary),
    ],
    ...writtenInfo(summary),
  });

const stoppedText = ({ counts, isTotalKnown }: Summary): string => {
  const ended = startedCount(counts) + counts.doneEarlier;
  return isTotalKnown ? `stopped after ${ofTotal(ended, counts)}` : `stopped after ${numberText(ended)} rows`;
};

/** Adds what was done before it to the failure that stopped the run. */
export const withProgressSoFar = (failure: Failure, summary: Summary): Failure => {
  const { ok, unknown } = summary.counts;
  const written = ok + unknown > 0 ? writtenInfo(summary) : undefined;
  const hint = failure.info.hint ?? [];
  return new Failure(failure.code, failure.message, {
    ...failure.info,
    hint: [
      ...(written ? withoutNothingDone(hint) : hint),
      ...(written ? [`Before that: ${summaryText(summary)}.`] : []),
      ...failedFileHint(summary),
    ],
    ...written,
    details: { ...failure.info.details, ...written?.details },
  });
};

/** What is true of one row is not true of a run that has written others. */
const withoutNothingDone = (hint: readonly string[]): string[] =>
  hint.map((line) => line.replace(NOTHING_DONE, "")).filter((line) => line !== "");

const NOTHING_DONE = / ?\bNothing was (?:changed|sent|written)[^.]*\./g;

/** With the field names of the JSON error. */
const countsDocument = ({
  doneEarlier,
  skippedAfterFailures,
  notStarted,
  ...started
}: ResultCounts["counts"]) => ({
  ...started,
  earlier: doneEarlier,
  refused: skippedAfterFailures,
  left: notStarted,
});

/** What every failure of a run that has written says. */
const writtenInfo = ({ counts, warnings, causes, elapsedMs, input, isRereadable }: Summary) => ({
  addition: {
    words: ["--resume"],
    without: ["--resume"],
    ...(isRereadable ? {} : { when: "with the same rows again" }),
  },
  sent: "yes" as const,
  details: {
    counts: countsDocument(counts),
    warnings,
    causes: Object.fromEntries([...causes].map(([name, { rows }]) => [name, rows])),
    elapsedMs: Math.round(elapsedMs),
    ...(input.failedTo === undefined ? {} : { failedTo: input.failedTo }),
  },
});

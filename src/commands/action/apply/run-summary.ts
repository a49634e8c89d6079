import { Failure } from "../../../failures/failure.js";
import { elapsedText } from "../../../model/durations.js";
import { numberText } from "../../../model/number-text.js";
import { counted } from "../../../views/counted.js";
import type { ApplyInput } from "./apply-input.js";
import { allOf, begun, type RunTally, tallyText } from "./run-tally.js";

/** How a run went. */
export interface RunResult {
  readonly tally: RunTally;
  readonly elapsedMs: number;
  /** Whether all rows of the input were looked at. */
  readonly isWhole: boolean;
  /** Whether it is known how many rows there are. */
  readonly isCounted: boolean;
  /** Whether the same command finds the same rows again. */
  readonly isLasting: boolean;
  readonly input: Pick<ApplyInput, "failedTo" | "maxFailures">;
}

export const summaryOf = ({ tally, elapsedMs }: Pick<RunResult, "tally" | "elapsedMs">): string =>
  `${tallyText(tally)} · ${elapsedText(elapsedMs)}`;

/** What was written but may not be what was meant; one line a kind, however many rows. */
export const warningsOf = ({ tally: { warnings } }: Pick<RunResult, "tally">): string[] => [
  ...(warnings.unchecked === 0
    ? []
    : [`${counted(warnings.unchecked, "row")} written without checking for another answer first`]),
  ...(warnings.payload === 0
    ? []
    : [
        `${counted(warnings.payload, "row")} written beside a stored payload, which stays; {} as payload clears it`,
      ]),
];

export const hasRowsLeft = ({ tally, isWhole }: Pick<RunResult, "tally" | "isWhole">): boolean =>
  tally.left > 0 || !isWhole;

/** E_PARTIAL for a finished run in which a row failed, was refused, or has an unknown outcome. */
export const partialFailure = (facts: RunResult): Failure | undefined => {
  const { tally, input } = facts;
  const { failed, unknown, refused } = tally;
  if (failed + unknown + refused === 0) return undefined;
  return new Failure("E_PARTIAL", `${ofAll(failed + unknown, tally)} failed`, {
    hint: [
      summaryOf(facts),
      ...(refused === 0
        ? []
        : [`--max-failures ${input.maxFailures} was reached: ${numberText(refused)} rows were not begun.`]),
      ...(unknown === 0
        ? []
        : ["Of an unknown row nobody can say whether it was written. Writing it again is safe."]),
      ...failedFile(facts),
    ],
    ...resuming(facts),
    sent: "yes",
    details: detailsOf(facts),
  });
};

const ofAll = (some: number, tally: RunTally): string =>
  `${numberText(some)} of ${numberText(allOf(tally))} row${allOf(tally) === 1 ? "" : "s"}`;

const failedFile = ({ tally, input }: RunResult): string[] =>
  input.failedTo === undefined || tally.failed + tally.unknown === 0
    ? []
    : [`failed rows, ready to run again: ${input.failedTo}`];

/** The failure of a run that somebody ended before its last row. */
export const interruptedRun = (facts: RunResult): Failure =>
  new Failure("E_INTERRUPTED", stoppedText(facts), {
    hint: [summaryOf(facts), "What was under way has ended, and is in the journal.", ...failedFile(facts)],
    ...resuming(facts),
    sent: "yes",
    details: detailsOf(facts),
  });

const stoppedText = ({ tally, isCounted }: RunResult): string =>
  isCounted
    ? `stopped after ${ofAll(begun(tally) + tally.earlier, tally)}`
    : `stopped after ${numberText(begun(tally) + tally.earlier)} rows`;

/** The failure that made going on pointless, such as a key that Novu does not accept. */
export const brokenOff = (failure: Failure, facts: RunResult): Failure => {
  const hasWritten = facts.tally.ok > 0;
  return new Failure(failure.code, failure.message, {
    ...failure.info,
    hint: [
      ...(failure.info.hint ?? []),
      ...(hasWritten ? [`Before that: ${summaryOf(facts)}.`] : []),
      ...failedFile(facts),
    ],
    ...(hasWritten ? { ...resuming(facts), sent: "yes" as const } : {}),
    details: { ...failure.info.details, ...(hasWritten ? detailsOf(facts) : {}) },
  });
};

const resuming = ({ isLasting }: RunResult) => ({
  addition: {
    words: ["--resume"],
    without: ["--resume"],
    ...(isLasting ? {} : { when: "with the same rows once more" }),
  },
});

const detailsOf = ({ tally, elapsedMs, input }: RunResult) => {
  const { causes, warnings, ...counts } = tally;
  return {
    counts,
    warnings,
    causes: Object.fromEntries([...causes].map(([name, { rows }]) => [name, rows])),
    elapsedMs: Math.round(elapsedMs),
    ...(input.failedTo === undefined ? {} : { failedTo: input.failedTo }),
  };
};

import {
  createCounter,
  type ResultCounts,
  startedCount,
  summaryText,
  totalOf,
} from "../../../bulk/count-results.js";
import type { RowResult } from "../../../bulk/row.js";
import type { StreamedResult } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import { type ExitCode, exitCodeOf } from "../../../failures/exit-codes.js";
import { Failure } from "../../../failures/failure.js";
import type { APPLY_OUTPUTS } from "../../../model/action-outputs.js";
import { numberText } from "../../../model/number-text.js";
import { counted } from "../../../views/counted.js";
import { type ConnectionLocation, locationText } from "../../../views/location-text.js";
import type { ApplyInput } from "./apply.js";
import { type ApplyPart, view } from "./apply-view.js";

type RowCounts = ResultCounts["counts"];

interface ReportInput {
  readonly results: AsyncIterator<readonly RowResult[], undefined>;
  /** Called with each result before it is shown. @throws Failure E_FILE */
  readonly onResult: (result: RowResult) => Promise<void>;
  /** Starts no more rows; `results` still yields those in flight. */
  readonly stop: () => void;
  /** Called after the last result. @throws Failure E_FILE, E_JOURNAL */
  readonly close: () => Promise<void>;
  /** The failure that stopped the run. */
  readonly fatal: () => Failure | undefined;
  /** Rows of the input, if known. */
  readonly total: number | undefined;
  /** Whether the input was read to its end. */
  readonly isInputConsumed: () => boolean;
  /** Whether the input can be read again. */
  readonly isRereadable: boolean;
  /** Monotonic clock, ms. */
  readonly now: () => number;
  readonly location: ConnectionLocation;
  readonly input: Pick<ApplyInput, "failedTo" | "maxFailures">;
}

/** A terminal shows this many failed rows; a pipe gets all rows. */
const MAX_SHOWN = 20;

/** Shows the results as they arrive, and the summary at the end. */
export const reportRun = (
  context: Pick<Context, "output" | "signal" | "lineWith">,
  run: ReportInput,
): StreamedResult<ApplyPart> => {
  const { output } = context;
  const { results, total, isInputConsumed, input } = run;
  const startedAt = run.now();
  const counter = createCounter();
  const shownFailures: RowResult[] = [];

  const summary = (): Summary => ({
    ...counter,
    counts: withUnstartedRows(counter.counts, run),
    elapsedMs: run.now() - startedAt,
    isInputConsumed: isInputConsumed(),
    isTotalKnown: isInputConsumed() || total !== undefined,
    isRereadable: run.isRereadable,
    input,
  });

  const addBatch = async (batch: readonly RowResult[]): Promise<void> => {
    for (const result of batch) {
      counter.add(result);
      await run.onResult(result);
      const hasFailed = result.outcome === "failed" || result.outcome === "unknown";
      if (hasFailed && shownFailures.length < MAX_SHOWN) shownFailures.push(result);
    }
  };

  async function* parts(): AsyncIterable<ApplyPart> {
    const stopProgress = await output.progress(() => ({
      unit: "rows",
      done: totalOf(counter.counts),
      failed: counter.counts.failed + counter.counts.unknown,
      total,
    }));
    try {
      for (let next = await results.next(); !next.done; next = await results.next()) {
        await addBatch(next.value);
        if (!output.isForPerson) yield { kind: "results", rows: next.value };
      }
    } catch (error) {
      throw error instanceof Failure ? withProgressSoFar(error, summary()) : error;
    } finally {
      run.stop();
      try {
        // The consumer may have stopped early; the rows in flight still count.
        for (let next = await results.next(); !next.done; next = await results.next())
          await addBatch(next.value);
      } finally {
        await stopProgress();
        await run.close();
      }
    }
  }

  /** The failed rows for a terminal, and how many more there are. */
  const failedRows = (): ApplyPart & { readonly kind: "results" } => {
    const hidden = counter.counts.failed + counter.counts.unknown - shownFailures.length;
    return { kind: "results", rows: shownFailures, warnings: hidden > 0 ? [hiddenText(hidden, input)] : [] };
  };

  const headlineOf = (level: "done" | "warn", end: Summary) => ({
    level,
    text: summaryText(end),
    context: locationText(run.location),
  });

  const whole = (list: readonly ApplyPart[]): ApplyPart => {
    if (!output.isForPerson) {
      return { kind: "results", rows: list.flatMap((part) => (part.kind === "results" ? part.rows : [])) };
    }
    const end = summary();
    const isGood =
      run.fatal() === undefined &&
      !(context.signal.aborted && hasRowsLeft(end)) &&
      partialFailure(end) === undefined;
    return isGood ? { ...failedRows(), headline: headlineOf("done", end) } : failedRows();
  };

  /** @throws Failure if the run was stopped or rows failed */
  const finish = async (isAtEnd: boolean): Promise<ExitCode> => {
    const end = summary();
    for (const warning of warningTexts(end)) await output.warn(warning);
    const fatal = run.fatal();
    if (fatal !== undefined) throw withProgressSoFar(fatal, end);
    if (hasRowsLeft(end) && context.signal.aborted) throw interruptedFailure(end);
    if (hasRowsLeft(end) && !isAtEnd) {
      // Closing the pipe early, as `head` does, is not an error, but the exit code has to show that rows are left.
      const text = `nobody reads the results any more: ${summaryText(end)}; the rest:`;
      await output.note(text, context.lineWith("--resume") ?? "--resume");
      return exitCodeOf("partial");
    }
    const partial = partialFailure(end);
    if (partial !== undefined) throw partial;
    return exitCodeOf("ok");
  };

  const report = () => {
    const end = summary();
    const isGood = partialFailure(end) === undefined && !hasRowsLeft(end);
    const headline = headlineOf(isGood ? "done" : "warn", end);
    return { outputs: githubOutputs(end), view: view({ ...failedRows(), headline }) };
  };

  return {
    chunks: parts(),
    whole,
    finish,
    report,
    epilogue: () => (output.isForPerson ? undefined : { text: summaryText(summary()) }),
  };
};

/** If the run ended early, counts the rows that were not read as not started. */
const withUnstartedRows = (counts: RowCounts, { total, isInputConsumed }: ReportInput): RowCounts =>
  total === undefined || isInputConsumed()
    ? { ...counts }
    : { ...counts, notStarted: counts.notStarted + total - totalOf(counts) };

const hiddenText = (hidden: number, { failedTo }: ReportInput["input"]): string =>
  `${numberText(hidden)} more rows failed${failedTo === undefined ? "; --failed-to writes all of them to a file" : ""}`;

const githubOutputs = ({
  counts,
  input: { failedTo },
}: Summary): Readonly<Record<(typeof APPLY_OUTPUTS)[number], string>> => {
  const { ok, unchanged, kept, failed, unknown, doneEarlier, skippedAfterFailures, notStarted } = counts;
  return {
    rows: String(totalOf(counts)),
    ok: String(ok),
    unchanged: String(unchanged),
    kept: String(kept),
    failed: String(failed),
    skipped: String(doneEarlier + skippedAfterFailures + notStarted),
    unknown: String(unknown),
    failed_rows_file: failed + unknown > 0 ? (failedTo ?? "") : "",
  };
};

/** What a run did. */
interface Summary extends ResultCounts {
  readonly elapsedMs: number;
  /** Whether the input was read to its end. */
  readonly isInputConsumed: boolean;
  /** Whether the number of rows is known. */
  readonly isTotalKnown: boolean;
  /** Whether the input can be read again. */
  readonly isRereadable: boolean;
  readonly input: ReportInput["input"];
}

/** One line for each kind of warning. */
const warningTexts = ({ warnings }: Summary): string[] => [
  ...(warnings.unchecked === 0
    ? []
    : [`${counted(warnings.unchecked, "row")} written without checking for another answer first`]),
  ...(warnings.payload === 0
    ? []
    : [
        `${counted(warnings.payload, "row")} written beside a stored payload, which stays; {} as payload clears it`,
      ]),
];

const hasRowsLeft = ({ counts, isInputConsumed }: Summary): boolean =>
  counts.notStarted > 0 || !isInputConsumed;

/** E_PARTIAL if rows failed, are unknown, or were skipped because too many had failed. */
const partialFailure = (summary: Summary): Failure | undefined => {
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
    ...writtenInfo(summary),
  });
};

const ofTotal = (count: number, counts: RowCounts): string =>
  `${numberText(count)} of ${numberText(totalOf(counts))} row${totalOf(counts) === 1 ? "" : "s"}`;

const failedFileHint = ({ counts, input }: Summary): string[] =>
  input.failedTo === undefined || counts.failed + counts.unknown === 0
    ? []
    : [`failed rows, ready to run again: ${input.failedTo}`];

/** For a run that was ended before its last row. */
const interruptedFailure = (summary: Summary): Failure =>
  new Failure("E_INTERRUPTED", stoppedText(summary), {
    hint: [
      summaryText(summary),
      "What was under way has ended, and is in the journal.",
      ...failedFileHint(summary),
    ],
    ...writtenInfo(summary),
  });

const stoppedText = ({ counts, isTotalKnown }: Summary): string => {
  const ended = startedCount(counts) + counts.doneEarlier;
  return isTotalKnown ? `stopped after ${ofTotal(ended, counts)}` : `stopped after ${numberText(ended)} rows`;
};

/** Adds what was done before it to the failure that stopped the run. */
const withProgressSoFar = (failure: Failure, summary: Summary): Failure => {
  const written = summary.counts.ok > 0 ? writtenInfo(summary) : undefined;
  return new Failure(failure.code, failure.message, {
    ...failure.info,
    hint: [
      ...(failure.info.hint ?? []),
      ...(written ? [`Before that: ${summaryText(summary)}.`] : []),
      ...failedFileHint(summary),
    ],
    ...written,
    details: { ...failure.info.details, ...written?.details },
  });
};

/** With the field names of the JSON error. */
const countsDocument = ({ doneEarlier, skippedAfterFailures, notStarted, ...started }: RowCounts) => ({
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
    ...(isRereadable ? {} : { when: "with the same rows once more" }),
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

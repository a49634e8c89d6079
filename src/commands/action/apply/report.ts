import { createCounter, type ResultCounts, summaryText, totalOf } from "../../../bulk/count-results.js";
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
import {
  hasRowsLeft,
  interruptedFailure,
  partialFailure,
  type Summary,
  withProgressSoFar,
} from "./run-failures.js";

type RowCounts = ResultCounts["counts"];

interface ReportInput {
  readonly results: AsyncIterator<readonly RowResult[], undefined>;
  /** Called with each result before it is shown. @throws Failure E_FILE */
  readonly onResult: (result: RowResult) => Promise<void>;
  /** Starts no more rows; `results` still yields those in flight. */
  readonly stop: () => void;
  /** Called after the last result. Returns warnings. @throws Failure E_FILE, E_JOURNAL */
  readonly close: () => Promise<readonly string[]>;
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
  /** With `--failed-to -` the failed rows are on stdout, in place of the results. */
  const showsResults = input.failedTo !== "-";
  let closeWarnings: readonly string[] = [];

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
      if (hasFailed && showsResults && shownFailures.length < MAX_SHOWN) shownFailures.push(result);
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
        if (!output.isForPerson && showsResults) yield { kind: "results", rows: next.value };
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
        closeWarnings = await run.close();
      }
    }
  }

  /** The failed rows for a terminal, and how many more there are. */
  const failedRows = (): ApplyPart & { readonly kind: "results" } => {
    if (!showsResults) return { kind: "results", rows: [] };
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
    for (const warning of [...closeWarnings, ...warningTexts(end)]) await output.warn(warning);
    const fatal = run.fatal();
    if (fatal !== undefined) throw withProgressSoFar(fatal, end);
    if (hasRowsLeft(end) && context.signal.aborted) throw interruptedFailure(end);
    if (hasRowsLeft(end) && !isAtEnd) {
      // Closing the pipe early, as `head` does, is not an error, but the exit code has to show that rows are left.
      const text = `the output was closed: ${summaryText(end)}; the rest:`;
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
    failed_rows_file: failed + unknown > 0 && failedTo !== "-" ? (failedTo ?? "") : "",
  };
};

/** One line for each kind of warning. */
const warningTexts = ({ warnings }: Summary): string[] => [
  ...(warnings.unchecked === 0
    ? []
    : [`${counted(warnings.unchecked, "row")} written without checking for another answer first`]),
  ...(warnings.payload === 0
    ? []
    : [`${counted(warnings.payload, "row")} kept a stored payload; use {} as payload to clear it`]),
];

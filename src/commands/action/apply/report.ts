import type { RowResult } from "../../../bulk/row.js";
import type { StreamedResult } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import { type ExitCode, exitCodeOf } from "../../../failures/exit-codes.js";
import { Failure } from "../../../failures/failure.js";
import type { APPLY_OUTPUTS } from "../../../model/action-outputs.js";
import { numberText } from "../../../model/number-text.js";
import { type ConnectionLocation, locationText } from "../../../views/location-text.js";
import type { ApplyInput } from "./apply.js";
import { type ApplyPart, view } from "./apply.view.js";
import {
  createCounter,
  hasRowsLeft,
  interruptedFailure,
  partialFailure,
  type RowCounts,
  type Summary,
  stoppedBy,
  summaryText,
  totalOf,
  warningTexts,
} from "./summary.js";

interface StartedRun {
  readonly results: AsyncIterator<readonly RowResult[], undefined>;
  /** Called with each result before it is shown. @throws Failure E_FILE */
  readonly onResult: (result: RowResult) => Promise<void>;
  /** Begins no more rows; `results` still gives those in flight. */
  readonly stop: () => void;
  /** Called after the last result. @throws Failure E_FILE, E_JOURNAL */
  readonly close: () => Promise<void>;
  /** The failure that stopped the run. */
  readonly fatal: () => Failure | undefined;
  /** Rows of the input, if known. */
  readonly total: number | undefined;
  /** Whether the input was read to its end. */
  readonly isWhole: () => boolean;
  /** Whether the input can be read again. */
  readonly isRereadable: boolean;
  /** ms of a clock that never goes back. */
  readonly now: () => number;
  readonly location: ConnectionLocation;
  readonly input: ApplyInput;
}

type Needs = Pick<Context, "output" | "signal" | "lineWith">;

/** A person sees the first rows that failed; a program sees all rows. */
const MOST_SHOWN = 20;

/** Gives the results as they come, and the summary at the end. */
export const reportRun = (context: Needs, run: StartedRun): StreamedResult<ApplyPart> => {
  const { output } = context;
  const { results, total, isWhole, input } = run;
  const startedAt = run.now();
  const counter = createCounter();
  const shown: RowResult[] = [];

  const summary = (): Summary => ({
    counts: withUnread(counter.counts, run),
    warnings: counter.warnings,
    causes: counter.causes,
    elapsedMs: run.now() - startedAt,
    isWhole: isWhole(),
    isCounted: isWhole() || total !== undefined,
    isRereadable: run.isRereadable,
    input,
  });

  const addAll = async (some: readonly RowResult[]): Promise<void> => {
    for (const result of some) {
      counter.add(result);
      await run.onResult(result);
      const hasFailed = result.outcome === "failed" || result.outcome === "unknown";
      if (hasFailed && shown.length < MOST_SHOWN) shown.push(result);
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
        await addAll(next.value);
        if (!output.isForPerson) yield { kind: "results", rows: next.value };
      }
    } catch (error) {
      throw error instanceof Failure ? stoppedBy(error, summary()) : error;
    } finally {
      run.stop();
      try {
        // If nobody reads any more, the rows in flight still count.
        for (let next = await results.next(); !next.done; next = await results.next())
          await addAll(next.value);
      } finally {
        await stopProgress();
        await run.close();
      }
    }
  }

  /** The failed rows that a person sees, and how many more there are. */
  const failedRows = (): ApplyPart & { readonly kind: "results" } => {
    const hidden = counter.counts.failed + counter.counts.unknown - shown.length;
    return { kind: "results", rows: shown, warnings: hidden > 0 ? [hiddenText(hidden, input)] : [] };
  };

  const whole = (list: readonly ApplyPart[]): ApplyPart => {
    if (!output.isForPerson) {
      return { kind: "results", rows: list.flatMap((part) => (part.kind === "results" ? part.rows : [])) };
    }
    const end = summary();
    const isGood =
      run.fatal() === undefined &&
      !(context.signal.aborted && hasRowsLeft(end)) &&
      partialFailure(end) === undefined;
    return isGood ? { ...failedRows(), headline: headlineOf("done", end, run) } : failedRows();
  };

  const report = () => {
    const end = summary();
    const isGood = partialFailure(end) === undefined && !hasRowsLeft(end);
    const headline = headlineOf(isGood ? "done" : "warn", end, run);
    return { outputs: githubOutputs(end), view: view({ ...failedRows(), headline }) };
  };

  return {
    parts: parts(),
    whole,
    finish: (isAtEnd) => endingOf(context, run, summary(), isAtEnd),
    report,
    epilogue: () => (output.isForPerson ? undefined : { text: summaryText(summary()) }),
  };
};

/** If the run ended early, rows that were not read count among those that were not begun. */
const withUnread = (counts: RowCounts, { total, isWhole }: StartedRun): RowCounts =>
  total === undefined || isWhole()
    ? { ...counts }
    : { ...counts, left: counts.left + total - totalOf(counts) };

const headlineOf = (level: "done" | "warn", summary: Summary, { location }: StartedRun) => ({
  level,
  text: summaryText(summary),
  context: locationText(location),
});

const hiddenText = (hidden: number, { failedTo }: ApplyInput): string =>
  `${numberText(hidden)} more rows failed${failedTo === undefined ? "; --failed-to writes all of them to a file" : ""}`;

/** @throws Failure of a run that was stopped, or in which rows failed */
const endingOf = async (
  { output, signal, lineWith }: Needs,
  { fatal }: StartedRun,
  summary: Summary,
  isAtEnd: boolean,
): Promise<ExitCode> => {
  for (const warning of warningTexts(summary)) await output.warn(warning);
  const failure = fatal();
  if (failure !== undefined) throw stoppedBy(failure, summary);
  if (hasRowsLeft(summary) && signal.aborted) throw interruptedFailure(summary);
  if (hasRowsLeft(summary) && !isAtEnd) {
    // Closing the pipe, as head does, is no failure to report; but rows are left, so the exit code says so.
    const text = `nobody reads the results any more: ${summaryText(summary)}; the rest:`;
    await output.note(text, lineWith("--resume") ?? "--resume");
    return exitCodeOf("partial");
  }
  const partial = partialFailure(summary);
  if (partial !== undefined) throw partial;
  return exitCodeOf("ok");
};

const githubOutputs = ({
  counts,
  input: { failedTo },
}: Summary): Readonly<Record<(typeof APPLY_OUTPUTS)[number], string>> => {
  const { ok, unchanged, kept, failed, unknown, earlier, refused, left } = counts;
  return {
    rows: String(totalOf(counts)),
    ok: String(ok),
    unchanged: String(unchanged),
    kept: String(kept),
    failed: String(failed),
    skipped: String(earlier + refused + left),
    unknown: String(unknown),
    failed_rows_file: failed + unknown > 0 ? (failedTo ?? "") : "",
  };
};

import type { Journal, RowResult } from "../../../bulk/bulk-types.js";
import type { InParts } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import { type ExitCode, exitCodeOf } from "../../../failures/exit-codes.js";
import { Failure } from "../../../failures/failure.js";
import type { APPLY_OUTPUTS } from "../../../model/action-outputs.js";
import { numberText } from "../../../model/number-text.js";
import type { Headline } from "../../../output/view.js";
import { type ApplyPart, applyView } from "../../../views/apply-view.js";
import { type Location, locationText } from "../../../views/location-text.js";
import type { ApplyInput } from "./apply-input.js";
import type { FailedFile } from "./failed-file.js";
import type { BulkInput } from "./open-input.js";
import {
  brokenOff,
  hasRowsLeft,
  interruptedRun,
  partialFailure,
  type RunResult,
  summaryOf,
  warningsOf,
} from "./run-summary.js";
import { allOf, createRunTally, type RunTally } from "./run-tally.js";
import { isTrouble, type StartedRun } from "./start-run.js";

export interface ReportedRun {
  readonly run: StartedRun;
  readonly journal: Pick<Journal, "close">;
  readonly failedFile: FailedFile;
  readonly total: number | undefined;
  readonly isWhole: () => boolean;
  readonly now: () => number;
  readonly place: Location;
  readonly source: Pick<BulkInput, "isLasting">;
  readonly input: ApplyInput;
}

type Needs = Pick<Context, "output" | "signal" | "lineWith">;

/** A person sees the first rows that failed; a program all rows. */
const MOST_SHOWN = 20;

/** The results as they come, and in the end what they came to. */
export const reportRun = (context: Needs, reported: ReportedRun): InParts<ApplyPart> => {
  const { output } = context;
  const { run, now, place, isWhole, source, input } = reported;
  const begin = now();
  const tally = createRunTally();
  const shown: RowResult[] = [];

  const facts = (): RunResult => ({
    tally: withUnread(tally.now(), reported),
    elapsedMs: now() - begin,
    isWhole: isWhole(),
    isCounted: isWhole() || reported.total !== undefined,
    isLasting: source.isLasting,
    input,
  });

  const absorb = async (results: readonly RowResult[]): Promise<void> => {
    tally.add(results);
    await reported.failedFile.add(results);
    if (shown.length >= MOST_SHOWN) return;
    shown.push(...results.filter(isTrouble).slice(0, MOST_SHOWN - shown.length));
  };

  async function* parts(): AsyncIterable<ApplyPart> {
    const stop = await output.progress(() => progressOf(reported));
    const results = run.results[Symbol.asyncIterator]();
    try {
      for (let next = await results.next(); !next.done; next = await results.next()) {
        await absorb(next.value);
        if (!output.isForPerson) yield { kind: "results", rows: next.value };
      }
    } catch (error) {
      throw error instanceof Failure ? brokenOff(error, facts()) : error;
    } finally {
      // Also where nobody reads on: what is under way is waited for, and counted.
      run.halt();
      for (let next = await results.next(); !next.done; next = await results.next()) await absorb(next.value);
      await stop();
      await reported.failedFile.close();
      await reported.journal.close();
    }
  }

  /** The rows that a person is to look at, and how many more there are. */
  const trouble = (): Pick<ApplyPart, "warnings"> & { readonly rows: readonly RowResult[] } => {
    const { failed, unknown } = tally.now();
    const unseen = failed + unknown - shown.length;
    return { rows: shown, warnings: unseen > 0 ? [moreText(unseen, input)] : [] };
  };

  const whole = (list: readonly ApplyPart[]): ApplyPart => {
    if (!output.isForPerson) {
      return { kind: "results", rows: list.flatMap((part) => (part.kind === "results" ? part.rows : [])) };
    }
    return {
      kind: "results",
      ...trouble(),
      ...(isGood(context, reported, facts())
        ? { headline: { level: "done", text: summaryOf(facts()), context: locationText(place) } }
        : {}),
    };
  };

  return {
    parts: parts(),
    whole,
    ending: (isAtEnd) => endingOf(context, reported, facts(), isAtEnd),
    report: () => ({
      outputs: applyOutputs(facts()),
      view: applyView({ kind: "results", ...trouble(), headline: headlineOf(facts(), place) }),
    }),
    epilogue: () => (output.isForPerson ? undefined : { text: summaryOf(facts()) }),
  };
};

/** Where a run ended early, rows that nobody has looked at count among those that were not begun. */
const withUnread = (tally: RunTally, { total, isWhole }: ReportedRun): RunTally =>
  total === undefined || isWhole() ? tally : { ...tally, left: tally.left + total - allOf(tally) };

const progressOf = ({ run, total }: ReportedRun) => {
  const { finished, byOutcome } = run.counts();
  return { unit: "rows", done: finished, failed: byOutcome.failed + byOutcome.unknown, total };
};

const headlineOf = (facts: RunResult, place: Location): Headline => ({
  level: partialFailure(facts) === undefined && !hasRowsLeft(facts) ? "done" : "warn",
  text: summaryOf(facts),
  context: locationText(place),
});

const moreText = (unseen: number, { failedTo }: ApplyInput): string =>
  `${numberText(unseen)} more rows failed${failedTo === undefined ? "; --failed-to writes all of them to a file" : ""}`;

const isGood = (context: Needs, { run }: ReportedRun, facts: RunResult): boolean =>
  run.fatal() === undefined &&
  !(context.signal.aborted && hasRowsLeft(facts)) &&
  partialFailure(facts) === undefined;

/** @throws Failure of a run that was not whole, or not good */
const endingOf = async (
  { output, signal, lineWith }: Needs,
  { run }: ReportedRun,
  facts: RunResult,
  isAtEnd: boolean,
): Promise<ExitCode> => {
  for (const warning of warningsOf(facts)) await output.warn(warning);
  const fatal = run.fatal();
  if (fatal !== undefined) throw brokenOff(fatal, facts);
  if (hasRowsLeft(facts)) {
    if (signal.aborted) throw interruptedRun(facts);
    if (!isAtEnd) {
      // Whoever closed the pipe wants to hear no more; but not all was written, and the shell can know.
      await output.note(
        `nobody reads the results any more: ${summaryOf(facts)}; the rest:`,
        resumeLine(lineWith),
      );
      return exitCodeOf("partial");
    }
  }
  const failure = partialFailure(facts);
  if (failure !== undefined) throw failure;
  return exitCodeOf("ok");
};

const resumeLine = (lineWith: Context["lineWith"]): string => lineWith("--resume") ?? "--resume";

/** What came of the rows, in numbers; and where those that failed are, if there are any. */
const applyOutputs = ({
  tally,
  input: { failedTo },
}: RunResult): Readonly<Record<(typeof APPLY_OUTPUTS)[number], string>> => {
  const { ok, unchanged, kept, failed, unknown, earlier, refused, left } = tally;
  return {
    rows: String(allOf(tally)),
    ok: String(ok),
    unchanged: String(unchanged),
    kept: String(kept),
    failed: String(failed),
    skipped: String(earlier + refused + left),
    unknown: String(unknown),
    failed_rows_file: failed + unknown > 0 ? (failedTo ?? "") : "",
  };
};

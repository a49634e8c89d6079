import { setMaxListeners } from "node:events";
import path from "node:path";
import { assertReplaceable, openFailedFile, printFailedRows } from "../../../bulk/failed-file.js";
import { assertJournal, type Journal, journalPath, openJournal } from "../../../bulk/journal.js";
import { type BulkInput, openInput } from "../../../bulk/open-input.js";
import { createRateLimiter } from "../../../bulk/rate-limiter.js";
import { parseRate, type Rate } from "../../../bulk/rate-policy.js";
import { readFailedFiles } from "../../../bulk/read-journal.js";
import type { OpenRows } from "../../../bulk/read-rows.js";
import type { CheckedRow } from "../../../bulk/row.js";
import { assertDistinctFiles } from "../../../bulk/run-files.js";
import { runRows } from "../../../bulk/run-rows.js";
import { describeLocation } from "../../../config/describe-location.js";
import type { StreamedResult } from "../../../context/command-module.js";
import type { Connected, Context, WriteIntent } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { mayStore, stateDir } from "../../../files/base-dirs.js";
import { noHomeHint } from "../../../files/no-home.js";
import { systemProcesses } from "../../../files/system-processes.js";
import { variable } from "../../../model/env.js";
import { numberText } from "../../../model/number-text.js";
import { environmentForQuestion } from "../../environment-for-question.js";
import type { ApplyInput } from "./apply.js";
import { type ApplyPart, document, view } from "./apply-view.js";
import { planRows, previewRows } from "./plan.js";
import { reportRun } from "./report.js";
import { createRowWriter } from "./write-row.js";

/** Writes the actions of an input, or shows what they would do (ADR 0032). */
const run = async (context: Context, input: ApplyInput): Promise<StreamedResult<ApplyPart>> => {
  if (input.file === undefined && context.isStdinTerminal) throw noInput();
  if (input.failedTo === "-" && !["table", "tsv"].includes(context.output.format)) throw twoOnStdout(context);
  const source = await openInput(context, input);
  if (input.mode === "dry run") return previewRows(context, source);
  if (input.mode === "plan") return planRows(context, input, source);
  return writeRows(context, input, source);
};

const twoOnStdout = ({ output: { format } }: Context): Failure =>
  new Failure("E_CONFLICT", `--failed-to - and --output ${format} both write to stdout`, {
    hint: ["Use a file for the failed rows. Nothing was sent."],
  });

const noInput = (): Failure =>
  new Failure("E_INPUT", "no input: use -f FILE, or pipe rows to stdin", {
    hint: [
      "Rows are CSV, NDJSON or JSON with subscriberId, messageId, button, status and optionally payload.",
    ],
    next: [
      { words: ["novu-msg", "action", "apply", "-f", "rows.csv", "--plan"] },
      { words: ["novu-msg", "help", "bulk"], when: "for the fields of a row" },
    ],
  });

/** More concurrency gains little (docs/novu-api.md, "One request at a time, or several"). */
const DEFAULT_CONCURRENCY = 8;

/** Writes the rows, after asking for confirmation if there are many. */
const writeRows = async (
  context: Context,
  input: ApplyInput,
  source: BulkInput,
): Promise<StreamedResult<ApplyPart>> => {
  const { signal, sleep, now: dateNow, isYes, maxWaitMs: maxPauseMs } = context;
  const { concurrency = DEFAULT_CONCURRENCY, maxFailures, guards } = input;
  const now = () => performance.now();
  const { stopReading, abortRequests } = createAbortControllers(context);
  const rateLimiter = createRateLimiter(rateOf(input.rate, context.env), {
    now,
    dateNow,
    sleep,
    signal,
    maxPauseMs,
  });
  await assertDistinctFiles(input);
  let assertHeld: Journal["assertHeld"] = () => {}; // Nothing is written before the journal is open.
  const connected = await context.connect({
    client: {
      connections: concurrency,
      signal: abortRequests.signal,
      wrapHttp: rateLimiter.limit,
      beforeSend: () => assertHeld(),
    },
  });
  const { total, ...opened } = await source.open();
  const { rows, isInputConsumed } = trackReadToEnd(opened.batches, signal);
  const peeked = await peekRows(rows, total, isYes);
  const novu = await connected.forWriting(await intentFor(context, connected, peeked, source));
  const journal = await openRunJournal(context, input, connected);
  assertHeld = journal.assertHeld;
  const failedRows =
    input.failedTo === "-"
      ? printFailedRows(opened, context.output.print)
      : openFailedFile(input.failedTo, opened, journal.recordFailedFile);
  const failedFile = await Promise.resolve(failedRows).catch(async (error) => {
    await journal.close();
    throw error;
  });
  const isResuming = input.isResumed && journal.isResuming;
  const writer = createRowWriter({
    novu,
    rateLimiter,
    guards,
    isResuming,
    stop: stopReading,
    now,
  });
  const checkFinished: Journal["checkFinished"] = (row) => {
    const isDone = journal.checkFinished(row);
    if (isDone) writer.markFinishedEarlier(row);
    return isDone;
  };
  return reportRun(context, {
    results: runRows(peeked.rows, writer.write, {
      concurrency,
      maxFailures,
      journal: { ...journal, checkFinished },
      stop: stopReading,
    }),
    onResult: failedFile.add,
    stop: () => stopReading.abort(),
    close: async () => {
      abortRequests.abort(); // Nothing is in flight: it only ends the grace period.
      let damage: string | undefined;
      try {
        await failedFile.close();
      } finally {
        damage = await journal.close();
      }
      return damage === undefined ? [] : [damage];
    },
    fatal: writer.fatal,
    total,
    isInputConsumed,
    isRereadable: source.isRereadable,
    now,
    location: connected.connection,
    input,
  });
};

/** How long requests in flight have to end once the run is stopped. */
const GRACE_MS = 10_000;

/** `stopReading` starts no more rows; `abortRequests` aborts the requests in flight after a grace period. */
const createAbortControllers = ({ signal, sleep }: Pick<Context, "signal" | "sleep">) => {
  const stopReading = new AbortController();
  const abortRequests = new AbortController();
  setMaxListeners(0, abortRequests.signal); // Each connection listens to it; Node would warn of the eleventh.
  const endGrace = () => abortRequests.abort(signal.reason);
  const onStop = () => void sleep(GRACE_MS, abortRequests.signal).then(endGrace, () => {});
  const onSignal = () => {
    stopReading.abort();
    // The reason is the name of a signal, or the error of a crash; after a crash there is no grace period.
    if (typeof signal.reason !== "string") endGrace();
  };
  stopReading.signal.addEventListener("abort", onStop, { once: true });
  if (signal.aborted) onSignal();
  else signal.addEventListener("abort", onSignal, { once: true });
  return { stopReading, abortRequests };
};

/** @throws Failure E_USAGE */
const rateOf = (typed: string | undefined, env: Context["env"]): Rate => {
  const text = typed ?? variable(env, "NOVU_MSG_RATE");
  if (text === undefined) return { kind: "adaptive" };
  const rate = parseRate(text);
  if (rate !== undefined) return rate;
  throw new Failure("E_USAGE", `"${text}" isn't a rate`, {
    hint: [
      ...(typed === undefined ? ["It comes from NOVU_MSG_RATE."] : []),
      "Write 50/s, 600/m, 1000/h or unlimited. Nothing was sent.",
    ],
  });
};

/** Yields the rows one by one, and tracks whether they were read to the end. Ctrl-C while reading is not an error here. */
const trackReadToEnd = (batches: OpenRows["batches"], signal: AbortSignal) => {
  let isInputConsumed = false;
  async function* tracked(): AsyncGenerator<CheckedRow, undefined, undefined> {
    try {
      for await (const rows of batches) yield* rows;
      isInputConsumed = true;
    } catch (error) {
      if (!(signal.aborted && error instanceof Failure && error.code === "E_INTERRUPTED")) throw error;
    }
  }
  return { rows: tracked(), isInputConsumed: () => isInputConsumed };
};

/** More writes than this need a confirmation. */
const MAX_UNCONFIRMED = 20;

interface PeekedRows {
  /** Undefined if the input was not read to its end. */
  readonly total: number | undefined;
  /** Whether there may be more than MAX_UNCONFIRMED rows. */
  readonly mayExceedLimit: boolean;
  readonly rows: AsyncIterable<CheckedRow>;
}

/** If the number of rows is unknown, reads enough of them to decide whether the write needs a confirmation. */
const peekRows = async (
  rows: AsyncGenerator<CheckedRow, undefined, undefined>,
  total: number | undefined,
  isYes: boolean,
): Promise<PeekedRows> => {
  if (total !== undefined) return { total, mayExceedLimit: total > MAX_UNCONFIRMED, rows };
  if (isYes) return { total, mayExceedLimit: true, rows };
  const first: CheckedRow[] = [];
  while (first.length <= MAX_UNCONFIRMED) {
    const { done, value } = await rows.next();
    if (done) break;
    first.push(value);
  }
  async function* all(): AsyncGenerator<CheckedRow, undefined, undefined> {
    try {
      yield* first;
      yield* rows;
    } finally {
      await rows.return(undefined); // The consumer may stop before `yield* rows` begins.
    }
  }
  return { total, mayExceedLimit: first.length > MAX_UNCONFIRMED, rows: all() };
};

/** The write to confirm. @throws Failure E_CONFIRM if the rows come on stdin, so there is no prompt */
const intentFor = async (
  { output, isYes }: Pick<Context, "output" | "isYes">,
  connected: Pick<Connected, "novu" | "connection">,
  { total, mayExceedLimit }: PeekedRows,
  { isStdin }: BulkInput,
): Promise<WriteIntent> => {
  const what = `write ${countText(total, mayExceedLimit)}`;
  if (!mayExceedLimit || isYes) return { what };
  const environment = await environmentForQuestion(output, connected);
  const question = `${what} to ${describeLocation(connected.connection, environment)}?`;
  if (isStdin) {
    throw new Failure("E_CONFIRM", `confirmation needed: ${question}`, {
      hint: ["stdin holds the rows, so there is no prompt. Nothing was written."],
      addition: { words: ["--yes"] },
    });
  }
  return { what, question };
};

const countText = (total: number | undefined, isMany: boolean): string => {
  if (total !== undefined) return `${numberText(total)} action${total === 1 ? "" : "s"}`;
  return isMany ? `more than ${MAX_UNCONFIRMED} actions` : `up to ${MAX_UNCONFIRMED} actions`;
};

/** How often to check the lock of a run whose process cannot be seen; the holder updates it every 3 s. */
const CHECK_LOCK_EVERY_MS = 500;

/**
 * The journal of this input in this environment. The path of the input counts, not its content; all input from stdin
 * shares one journal.
 * @throws Failure E_JOURNAL, and those of fetching the environment
 */
const openRunJournal = async (
  { dirs, processes, now, output, sleep, signal }: Context,
  { file = "-", journal, isResumed, failedTo }: ApplyInput,
  { novu, connection }: Connected,
): Promise<Journal> => {
  const environment = connection.profile?.environment ?? (await novu.environment());
  const header = {
    input: file === "-" ? "stdin" : path.resolve(file),
    host: new URL(connection.apiUrl.value).host,
    environment: environment.id ?? "unknown",
  };
  if (journal === undefined && !mayStore(dirs, ["XDG_STATE_HOME"])) throw noStateHome();
  const target = journal ?? journalPath(stateDir(dirs), header);
  if (journal !== undefined) await assertJournal(journal);
  if (failedTo !== undefined && failedTo !== "-")
    await assertReplaceable(failedTo, await readFailedFiles(target).catch(() => new Map()));
  let isWaiting = false;
  const wait = async () => {
    if (!isWaiting)
      await output.note("checking whether the run that holds the journal is still alive", target);
    isWaiting = true;
    await sleep(CHECK_LOCK_EVERY_MS).catch(() => {}); // Ctrl-C.
    return !signal.aborted;
  };
  const lock = { processes: systemProcesses(processes), wait };
  const opened = await openJournal({ file: target, ...header, resumeRequested: isResumed, lock, now });
  if (isResumed && !opened.isResuming) {
    await output.note("no earlier run to resume: all rows are written", target);
  }
  return opened;
};

const noStateHome = (): Failure =>
  new Failure("E_JOURNAL", "there is no home folder for the journal", {
    hint: [noHomeHint("XDG_STATE_HOME"), "Or choose a file with --journal. Nothing was sent."],
    sent: "no",
  });

export const body = { run, document, view };

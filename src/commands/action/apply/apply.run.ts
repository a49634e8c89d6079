import { setMaxListeners } from "node:events";
import type { Journal } from "../../../bulk/journal.js";
import { createRateLimiter } from "../../../bulk/rate-limiter.js";
import { parseRate, type Rate } from "../../../bulk/rate-policy.js";
import type { CheckedRow } from "../../../bulk/row.js";
import { runRows } from "../../../bulk/run-rows.js";
import { describeLocation } from "../../../config/describe-location.js";
import type { StreamedResult } from "../../../context/command-module.js";
import type { Connected, Context, WriteIntent } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { variable } from "../../../model/env.js";
import { numberText } from "../../../model/number-text.js";
import type { ApplyInput } from "./apply.js";
import type { ApplyPart } from "./apply.view.js";
import { type BulkInput, openChecked, openInput } from "./open-input.js";
import { showPlan, showRows } from "./plan.js";
import { reportRun } from "./report.js";
import { assertDistinctFiles, openFailedFile, openRunJournal } from "./run-files.js";
import { createRowWriter } from "./write-row.js";

export { document, view } from "./apply.view.js";

/** Many actions from one input: written, or shown in advance (ADR 0032). */
export const run = async (context: Context, input: ApplyInput): Promise<StreamedResult<ApplyPart>> => {
  if (input.file === undefined && context.isTyped) throw noInput();
  const source = await openInput(context, input);
  if (input.mode === "dry run") return showRows(context, input, source);
  if (input.mode === "plan") return showPlan(context, input, source);
  return writeRows(context, input, source);
};

const noInput = (): Failure =>
  new Failure("E_INPUT", "missing: -f <file>, or rows on stdin", {
    hint: ["Rows are CSV, NDJSON or JSON with subscriberId, messageId, type, status and perhaps payload."],
    next: [
      { words: ["novu-msg", "action", "apply", "-f", "rows.csv", "--plan"] },
      { words: ["novu-msg", "help", "bulk"], when: "for what a row can say" },
    ],
  });

/** More at a time gain little (docs/novu-api.md, "One request at a time, or several"). */
const DEFAULT_CONCURRENCY = 8;

/** Writes the rows, after asking if they are many. */
const writeRows = async (
  context: Context,
  input: ApplyInput,
  source: BulkInput,
): Promise<StreamedResult<ApplyPart>> => {
  const { output, signal, sleep, now: dateNow, isYes } = context;
  const { concurrency = DEFAULT_CONCURRENCY, maxFailures, guards } = input;
  const now = () => performance.now();
  const { stop, giveUp } = createStops(context);
  const rateLimiter = createRateLimiter(rateOf(input.rate, context.env), { now, dateNow, sleep, signal });
  await assertDistinctFiles(input);
  let assertHeld: Journal["assertHeld"] = () => {}; // Nothing is written before the journal is open.
  const connected = await context.connect({
    client: {
      connections: concurrency,
      signal: giveUp.signal,
      wrapHttp: rateLimiter.limit,
      beforeSend: () => assertHeld(),
    },
  });
  const { total, ...opened } = await openChecked(output, input, source);
  const { rows, isWhole } = trackEnd(opened.rows, signal);
  const amount = await readAmount(rows, total, isYes);
  const novu = await connected.forWriting(await intentFor(context, connected, amount, source));
  const journal = await openRunJournal(context, input, connected);
  assertHeld = journal.assertHeld;
  const failedFile = await openFailedFile(input.failedTo, opened).catch(async (error) => {
    await journal.close();
    throw error;
  });
  const isContinued = input.isResumed && journal.isContinued;
  const writer = createRowWriter({ novu, rateLimiter, guards, isContinued, stop, now, dateNow });
  const has: Journal["has"] = (row) => {
    const isDone = journal.has(row);
    if (isDone) writer.noteDone(row);
    return isDone;
  };
  return reportRun(context, {
    results: runRows(amount.rows, writer.write, {
      concurrency,
      maxFailures,
      journal: { ...journal, has },
      stop,
    }),
    onResult: failedFile.add,
    stop: () => stop.abort(),
    close: async () => {
      giveUp.abort(); // Nothing is in flight: it only ends the grace period.
      try {
        await failedFile.close();
      } finally {
        await journal.close();
      }
    },
    fatal: writer.fatal,
    total,
    isWhole,
    isRereadable: source.isRereadable,
    now,
    location: connected.connection,
    input,
  });
};

/** How long requests in flight have to end once the run is stopped. */
const GRACE_MS = 10_000;

/** `stop` begins no more rows; `giveUp` ends the requests in flight, a grace period later. */
const createStops = ({ signal, sleep }: Pick<Context, "signal" | "sleep">) => {
  const stop = new AbortController();
  const giveUp = new AbortController();
  setMaxListeners(0, giveUp.signal); // Each connection listens to it; Node would warn of the eleventh.
  const endGrace = () => giveUp.abort(signal.reason);
  const onStop = () => void sleep(GRACE_MS, giveUp.signal).then(endGrace, () => {});
  const onSignal = () => {
    stop.abort();
    // The reason is the name of a signal, or the error of a crash, after which nothing is worth waiting for.
    if (typeof signal.reason !== "string") endGrace();
  };
  stop.signal.addEventListener("abort", onStop, { once: true });
  if (signal.aborted) onSignal();
  else signal.addEventListener("abort", onSignal, { once: true });
  return { stop, giveUp };
};

/** @throws Failure E_USAGE */
const rateOf = (typed: string | undefined, env: Context["env"]): Rate => {
  const text = typed ?? variable(env, "NOVU_MSG_RATE");
  if (text === undefined) return { kind: "adaptive" };
  const rate = parseRate(text);
  if (rate !== undefined) return rate;
  throw new Failure("E_USAGE", `"${text}" is not a rate`, {
    hint: [
      ...(typed === undefined ? ["It is set in NOVU_MSG_RATE."] : []),
      "Write 50/s, 600/m, 1000/h or unlimited. Nothing was sent.",
    ],
  });
};

/** The same rows, and whether they were read to the end. An input that is cut off by Ctrl-C has not failed. */
const trackEnd = (rows: AsyncIterable<CheckedRow>, signal: AbortSignal) => {
  let isWhole = false;
  async function* tracked(): AsyncGenerator<CheckedRow, undefined, undefined> {
    try {
      yield* rows;
      isWhole = true;
    } catch (error) {
      if (!(signal.aborted && error instanceof Failure && error.code === "E_INTERRUPTED")) throw error;
    }
  }
  return { rows: tracked(), isWhole: () => isWhole };
};

/** More writes than this have to be confirmed. */
const MOST_UNCONFIRMED = 20;

interface Amount {
  /** Undefined if the input was not read to its end. */
  readonly total: number | undefined;
  readonly isMany: boolean;
  readonly rows: AsyncIterable<CheckedRow>;
}

/** Reads ahead if the number of rows is unknown and counts, so that nothing is written before it is confirmed. */
const readAmount = async (
  rows: AsyncGenerator<CheckedRow, undefined, undefined>,
  total: number | undefined,
  isYes: boolean,
): Promise<Amount> => {
  if (total !== undefined) return { total, isMany: total > MOST_UNCONFIRMED, rows };
  if (isYes) return { total, isMany: true, rows };
  const first: CheckedRow[] = [];
  while (first.length <= MOST_UNCONFIRMED) {
    const { done, value } = await rows.next();
    if (done) break;
    first.push(value);
  }
  async function* all(): AsyncGenerator<CheckedRow, undefined, undefined> {
    try {
      yield* first;
      yield* rows;
    } finally {
      await rows.return(undefined); // The loop above may have ended before it came to them.
    }
  }
  return { total, isMany: first.length > MOST_UNCONFIRMED, rows: all() };
};

/** What has to be confirmed. @throws Failure E_CONFIRM if the rows come on stdin, where nobody can answer */
const intentFor = async (
  { output, isYes }: Pick<Context, "output" | "isYes">,
  { novu, connection }: Pick<Connected, "novu" | "connection">,
  { total, isMany }: Amount,
  { isStdin }: BulkInput,
): Promise<WriteIntent> => {
  const what = `write ${amountText(total, isMany)}`;
  if (!isMany || isYes) return { what };
  // Only a person who reads the question needs the name, so a script pays for no request more.
  const environment =
    connection.profile?.environment ?? (output.isForPerson ? await novu.environment() : undefined);
  const question = `${what} to ${describeLocation(connection, environment)}?`;
  if (isStdin) {
    throw new Failure("E_CONFIRM", `a yes is needed: ${question}`, {
      hint: ["The rows come on stdin, so nobody can be asked there. Nothing was written."],
      addition: { words: ["--yes"] },
    });
  }
  return { what, question };
};

const amountText = (total: number | undefined, isMany: boolean): string => {
  if (total !== undefined) return `${numberText(total)} action${total === 1 ? "" : "s"}`;
  return isMany ? `more than ${MOST_UNCONFIRMED} actions` : `up to ${MOST_UNCONFIRMED} actions`;
};

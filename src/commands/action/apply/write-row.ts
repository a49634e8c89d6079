import type { createRateLimiter } from "../../../bulk/rate-limiter.js";
import type { GoodRow, RowAction, RowOutcome, RowResult, RowWarning } from "../../../bulk/row.js";
import { type runRows, skippedRow } from "../../../bulk/run-rows.js";
import type { ExitName } from "../../../failures/exit-codes.js";
import { Failure } from "../../../failures/failure.js";
import { FAILURE_CODES } from "../../../failures/failure-codes.js";
import { retainedPayloadText } from "../../../model/action-change.js";
import { retainedPayload } from "../../../model/write-guards.js";
import type { Novu } from "../../../novu/novu.js";
import type { ApplyInput } from "./apply.js";
import { createGuard, type RowSuccess, type ToSend } from "./row-guard.js";

type WriteRow = Parameters<typeof runRows>[1];

interface RowWriterOptions {
  readonly novu: Pick<Novu, "writeAction" | "messageLookup">;
  readonly guards: ApplyInput["guards"];
  /** Whether an earlier run of this input may have written rows without recording them. */
  readonly isResuming: boolean;
  readonly rateLimiter: Pick<ReturnType<typeof createRateLimiter>, "wait" | "sendAfterWait">;
  /** Aborted by a failure that all other rows would share. */
  readonly stop: AbortController;
  /** Monotonic clock, ms. */
  readonly now: () => number;
}

interface RowWriter {
  readonly write: WriteRow;
  /** Call for each row that an earlier run finished, before later rows for the same message. */
  readonly markFinishedEarlier: (row: GoodRow) => void;
  /** The failure that stopped the run. */
  readonly fatal: () => Failure | undefined;
}

/** Writes rows: reads the message unless neither guards nor labels need it, waits for the rate limiter, and writes. */
export const createRowWriter = (options: RowWriterOptions): RowWriter => {
  const { novu, rateLimiter, stop, now } = options;
  const guard = createGuard(options);
  let fatal: Failure | undefined;
  let hasResponded = false;

  const recordFailure = (failure: Failure): void => {
    if (fatal === undefined && isFatal(failure, hasResponded)) {
      fatal = failure;
      stop.abort(failure);
    } else if (failure.info.http !== undefined) hasResponded = true;
  };

  const write: WriteRow = async (row, skip) => {
    const timer = { startedAt: now() };
    try {
      const ending = await carryOut(row.action, skip, timer);
      if (ending === undefined) return skippedRow(row, skip.reason, stop.signal);
      hasResponded = true;
      return { row, ...ending, ms: now() - timer.startedAt };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      recordFailure(error);
      const isUnsent = error.code === "E_INTERRUPTED" && error.sent === "no";
      return isUnsent
        ? skippedRow(row, skip.reason ?? "interrupted", stop.signal)
        : failedRow(row, error, now() - timer.startedAt);
    }
  };

  /** @returns undefined if the run was stopped before the row was sent */
  const carryOut = async (
    action: RowAction,
    skip: AbortSignal,
    timer: { startedAt: number },
  ): Promise<RowSuccess | undefined> => {
    const first = await guard.check(action, skip);
    if ("outcome" in first) return first;
    await rateLimiter.wait(skip);
    if (skip.aborted) return undefined;
    if (!guard.reads(action)) timer.startedAt = now(); // The write is the row's first request.
    // The wait can be long, so check again. Pages that were read for other rows meanwhile are reused.
    const checked = await guard.check(action, skip);
    if ("outcome" in checked) return checked;
    return rateLimiter.sendAfterWait(() => send(checked));
  };

  const send = async ({ action, isUnchecked }: ToSend): Promise<RowSuccess> => {
    const { message, http, attempts } = await novu.writeAction(action).catch((error: unknown) => {
      if (error instanceof Failure && error.sent === "unknown") guard.recordWrite(action, undefined);
      throw error;
    });
    guard.recordWrite(action, message.updatedAt);
    const payload = retainedPayload(action, message.answer);
    const warnings = new Map<RowWarning, string>();
    if (isUnchecked) warnings.set("unchecked", UNCHECKED);
    if (payload !== undefined) warnings.set("payload", retainedPayloadText(payload, action.api));
    return {
      outcome: "ok",
      button: action.button,
      attempts,
      ...(http === undefined ? {} : { http }),
      ...(warnings.size === 0
        ? {}
        : { warnings: [...warnings.keys()], message: [...warnings.values()].join("; ") }),
    };
  };

  return {
    write,
    markFinishedEarlier: ({ action }) => guard.recordFinishedEarlier(action),
    fatal: () => fatal,
  };
};

const UNCHECKED = "written without checking for another answer: the message couldn't be read";

const failedRow = (row: GoodRow, failure: Failure, ms: number): RowResult => {
  const { code, message, info } = failure;
  const tries = info.details?.tries;
  return {
    row,
    outcome: outcomeOf(failure),
    code,
    ...(info.http === undefined ? {} : { http: info.http.status }),
    attempts: typeof tries === "number" ? tries : 1,
    ms,
    message,
  };
};

const outcomeOf = ({ code, sent, info }: Failure): RowOutcome => {
  const isSuccess = info.http !== undefined && info.http.status >= 200 && info.http.status < 300;
  const isBodyUnreadable = UNREADABLE_BODY.has(code) && (info.http === undefined || isSuccess);
  return sent === "unknown" || isBodyUnreadable ? "unknown" : "failed";
};

/** A success whose body cannot be read was still carried out (docs/novu-api.md, "Success bodies"). */
const UNREADABLE_BODY: ReadonlySet<string> = new Set(["E_ANSWER", "E_ANSWER_SIZE", "E_ANSWER_ENCODING"]);

/**
 * Whether every other row would fail in the same way: the key is not accepted, or no response has come from a Novu
 * server yet. A server that stops responding later may come back.
 */
const isFatal = (failure: Failure, hasResponded: boolean): boolean => {
  const { exit } = FAILURE_CODES[failure.code];
  if (FATAL_EXITS.has(exit)) return true;
  return !hasResponded && (exit === "network" || NOT_NOVU_CODES.has(failure.code));
};

const FATAL_EXITS: ReadonlySet<ExitName> = new Set(["auth", "config"]);
const NOT_NOVU_CODES: ReadonlySet<Failure["code"]> = new Set(["E_NOT_NOVU", "E_REDIRECT", "E_NO_ROUTE"]);

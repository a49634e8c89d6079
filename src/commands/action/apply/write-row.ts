import { createIdTable, idHalves } from "../../../bulk/id-table.js";
import type { createRateLimiter } from "../../../bulk/rate-limiter.js";
import type { GoodRow, RowOutcome, RowResult, RowWarning } from "../../../bulk/row.js";
import { type runRows, skippedRow } from "../../../bulk/run-rows.js";
import type { ExitName } from "../../../failures/exit-codes.js";
import { Failure } from "../../../failures/failure.js";
import { FAILURE_CODES } from "../../../failures/failure-codes.js";
import type { ActionRequest } from "../../../model/action.js";
import { retainedPayloadText } from "../../../model/action-change.js";
import { DAY_MS } from "../../../model/durations.js";
import type { Message } from "../../../model/message.js";
import { retainedPayload, statusOf, verdictOf } from "../../../model/write-guards.js";
import type { Novu } from "../../../novu/novu.js";
import { hasNoSuchList, withNothingWritten } from "../../../novu/read-before-write.js";
import { answeredText } from "../../../views/answered-text.js";
import type { ApplyInput } from "./apply.js";

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

/** Writes rows: reads the message unless the guards do not need it, waits for the rate limiter, and writes. */
export const createRowWriter = (options: RowWriterOptions): RowWriter => {
  const { novu, guards, rateLimiter, stop, now } = options;
  const readsBeforeWrite = !guards.overwrite || guards.expect !== undefined;
  const guard = readsBeforeWrite ? createGuard(options) : NO_GUARD;
  let fatal: Failure | undefined;
  let hasResponded = false;

  const recordFailure = (failure: Failure): void => {
    if (fatal === undefined && isFatal(failure, hasResponded)) {
      fatal = failure;
      stop.abort();
    } else if (failure.info.http !== undefined) hasResponded = true;
  };

  const write: WriteRow = async (row, skip) => {
    const timer = { startedAt: now() };
    try {
      const ending = await carryOut(row.action, skip, timer);
      if (ending === undefined) return skippedRow(row, skip.reason);
      hasResponded = true;
      return { row, ...ending, ms: now() - timer.startedAt };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      recordFailure(error);
      const isUnsent = error.code === "E_INTERRUPTED" && error.sent === "no";
      return isUnsent
        ? skippedRow(row, skip.reason ?? "interrupted")
        : failedRow(row, error, now() - timer.startedAt);
    }
  };

  /** @returns undefined if the run was stopped before the row was sent */
  const carryOut = async (
    action: ActionRequest,
    skip: AbortSignal,
    timer: { startedAt: number },
  ): Promise<RowSuccess | undefined> => {
    const first = await guard.check(action, skip);
    if (typeof first === "object") return first;
    await rateLimiter.wait(skip);
    if (skip.aborted) return undefined;
    if (!readsBeforeWrite) timer.startedAt = now(); // The write is the row's first request.
    // The wait can be long, so check again. Pages that were read for other rows meanwhile are reused.
    const checked = await guard.check(action, skip);
    if (typeof checked === "object") return checked;
    return rateLimiter.sendAfterWait(() => send(action, checked));
  };

  const send = async (action: ActionRequest, checked: "checked" | "unchecked"): Promise<RowSuccess> => {
    const { message, http, attempts } = await novu.writeAction(action).catch((error: unknown) => {
      if (error instanceof Failure && error.sent === "unknown") guard.recordWrite(action, undefined);
      throw error;
    });
    guard.recordWrite(action, message.updatedAt);
    const payload = retainedPayload(action, message.answer);
    const warnings = new Map<RowWarning, string>();
    if (checked === "unchecked") warnings.set("unchecked", UNCHECKED);
    if (payload !== undefined) warnings.set("payload", retainedPayloadText(payload, action.api));
    return {
      outcome: "ok",
      attempts,
      ...(http === undefined ? {} : { http }),
      ...(warnings.size === 0
        ? {}
        : { warnings: [...warnings.keys()], message: [...warnings.values()].join("; ") }),
    };
  };

  return {
    write,
    markFinishedEarlier: ({ action }) => guard.recordWrite(action, undefined),
    fatal: () => fatal,
  };
};

const UNCHECKED = "written without checking for another answer first: the message could not be read";

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

/** Result of a row that did not fail. */
type RowSuccess = Omit<RowResult, "row" | "code" | "ms"> & {
  readonly outcome: "ok" | "unchanged" | "kept";
};

/** Keeps a row from replacing an answer that did not come from an earlier row. */
interface Guard {
  /**
   * Returns the result if no write is needed, and otherwise whether the message was read.
   * @throws Failure of the read, and E_GUARD for an `--expect` that is not met
   */
  check(action: ActionRequest, signal: AbortSignal): Promise<RowSuccess | "checked" | "unchecked">;
  /** Records that a row wrote, or may have written, this answer. @param updatedAt from the response to the write */
  recordWrite(action: ActionRequest, updatedAt: string | undefined): void;
}

const NO_GUARD: Guard = { check: async () => "checked", recordWrite: () => {} };

const createGuard = (options: RowWriterOptions): Guard => {
  const { guards, isResuming } = options;
  const answers = createAnswersFromRows();
  const read = createReader(options);

  const checkFound = (action: ActionRequest, message: Message): RowSuccess | "checked" => {
    const overwrite = guards.overwrite || answers.isFromRow(action, message);
    const verdict = verdictOf({ ...guards, overwrite, strict: false }, action, message);
    if (verdict.kind === "refused") {
      if (verdict.refusals[0].guard === "default") return keptRow(message);
      throw expectFailure(action, `is ${statusOf(message.answer)}`, guards);
    }
    // Lists can lag behind this run's own writes, so for a message that it wrote to, the list may be out of date.
    if (verdict.kind === "write" || answers.has(action)) return "checked";
    if (isResuming) answers.add(action, message.updatedAt);
    return { outcome: "unchanged", attempts: 0 };
  };

  return {
    check: async (action, signal) => {
      const message = await read(action, signal);
      if (message !== undefined) return checkFound(action, message);
      if (guards.expect !== undefined) throw expectFailure(action, "could not be read", guards);
      return "unchecked";
    },
    recordWrite: answers.add,
  };
};

const keptRow = (message: Message): RowSuccess => ({
  outcome: "kept",
  attempts: 0,
  message: `${answeredText(message)}; --overwrite replaces it`,
});

const expectFailure = (
  { messageId }: ActionRequest,
  state: string,
  { expect }: RowWriterOptions["guards"],
): Failure =>
  new Failure("E_GUARD", `message ${messageId} ${state}, not ${expect} (--expect)`, {
    details: { tries: 0 },
  });

/** How long a page of messages is reused after it was read. */
const MAX_AGE_MS = 5_000;

/** Reads messages; undefined if the server has no such list, or the list no such message. @throws Failure */
const createReader = ({ novu, now }: RowWriterOptions) => {
  const lookup = novu.messageLookup({ maxAgeMs: MAX_AGE_MS, now });
  let hasLists = true;
  return async (
    { subscriberId, messageId }: ActionRequest,
    signal: AbortSignal,
  ): Promise<Message | undefined> => {
    if (!hasLists) return undefined;
    try {
      return await lookup.find(subscriberId, messageId, signal);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (!hasNoSuchList(error)) throw withNothingWritten(error);
      if (NO_LISTS.has(error.code)) hasLists = false;
      return undefined;
    }
  };
};

/** Failures that mean the server has no lists at all, for any subscriber. */
const NO_LISTS: ReadonlySet<Failure["code"]> = new Set(["E_NO_ROUTE", "E_ANSWER", "E_NOT_NOVU"]);

/** The answers that rows of this input wrote, so that a later row may replace them. */
interface AnswersFromRows {
  readonly add: (action: ActionRequest, updatedAt: string | undefined) => void;
  readonly has: (action: ActionRequest) => boolean;
  /** Whether the message holds the answer that a row last wrote to it, or an older one. */
  readonly isFromRow: (action: ActionRequest, message: Message) => boolean;
}

/**
 * Each entry is one 32-bit number, since there can be a million messages: the time of the write in units of 4 ms (29
 * bits, 0 if unknown), RECORDED, SECONDARY if that is the button, and DONE if that is the status.
 */
const createAnswersFromRows = (): AnswersFromRows => {
  const answers = createIdTable();
  let base: number | undefined;

  /**
   * In units since a day before the first time seen, so that earlier times, of other writes, are above 0 too. 29 bits
   * are 24 days.
   */
  const timeOf = (updatedAt: string | undefined): number => {
    const time = Date.parse(updatedAt ?? "");
    if (Number.isNaN(time)) return 0;
    base ??= time - DAY_MS;
    return Math.min(Math.max(1, Math.ceil((time - base) / UNIT_MS)), MAX_TIME_UNITS);
  };

  return {
    add: ({ messageId, button, status }, updatedAt) => {
      const flags = RECORDED + (button === "primary" ? 0 : SECONDARY) + (status === "done" ? DONE : 0);
      answers.set(...idHalves(messageId), timeOf(updatedAt) * TIME_FACTOR + flags);
    },
    has: ({ messageId }) => answers.get(...idHalves(messageId)) !== 0,
    isFromRow: ({ messageId }, { answer, updatedAt }) => {
      const recorded = answers.get(...idHalves(messageId));
      if (recorded === 0) return false;
      const writtenAt = Math.floor(recorded / TIME_FACTOR);
      const changedAt = timeOf(updatedAt);
      if (writtenAt > 0 && changedAt > 0 && changedAt <= writtenAt) return true;
      const isDone = (recorded & DONE) !== 0;
      return isDone && answer.button === ((recorded & SECONDARY) === 0 ? "primary" : "secondary");
    },
  };
};

const DONE = 1;
const SECONDARY = 2;
/** Set in every entry: the table uses 0 for no entry. */
const RECORDED = 4;
const TIME_FACTOR = 8;
const UNIT_MS = 4;
const MAX_TIME_UNITS = 2 ** 29 - 1;

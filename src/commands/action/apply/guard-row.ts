import { createIdTable, idHalves } from "../../../bulk/id-table.js";
import type { RowResult } from "../../../bulk/row.js";
import { Failure } from "../../../failures/failure.js";
import type { ActionRequest } from "../../../model/action.js";
import { DAY_MS } from "../../../model/durations.js";
import type { Message } from "../../../model/message.js";
import { isAlreadySet, isAnsweredByOther, statusOf } from "../../../model/write-guards.js";
import type { NovuReader } from "../../../novu/novu.js";
import { hasNoSuchList, withNothingWritten } from "../../../novu/read-before-write.js";
import { answeredText } from "../../../views/answered-text.js";
import type { ApplyInput } from "./apply.js";

/** How long a page of messages is reused after it was read. */
const MAX_AGE_MS = 5_000;

export interface GuardOptions {
  readonly novu: Pick<NovuReader, "messageLookup">;
  readonly guards: ApplyInput["guards"];
  /** Whether an earlier run of this input may have written rows without recording them. */
  readonly isResuming: boolean;
  /** Monotonic clock, ms. */
  readonly now: () => number;
  /** ms since the epoch. */
  readonly dateNow: () => number;
}

/** Result of a row that did not fail. */
export type RowSuccess = Omit<RowResult, "row" | "code" | "ms"> & {
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

export const NO_GUARD: Guard = { check: async () => "checked", recordWrite: () => {} };

export const createGuard = (options: GuardOptions): Guard => {
  const { guards, isResuming } = options;
  const { overwrite, expect } = guards;
  const answers = createAnswersFromRows();
  const read = createReader(options);

  const successWithoutWrite = (action: ActionRequest, message: Message): RowSuccess | undefined => {
    const { answer } = message;
    if (!overwrite && isAnsweredByOther(action, answer) && !answers.isFromRow(action, message)) {
      const what = answeredText(message);
      return { outcome: "kept", attempts: 0, message: `${what}; --overwrite replaces it` };
    }
    // Lists can lag behind this run's own writes, so for a message that it wrote to, the list may be out of date.
    if (answers.has(action) || !isAlreadySet(action, message)) return undefined;
    if (isResuming) answers.add(action, message.updatedAt);
    return { outcome: "unchanged", attempts: 0 };
  };

  return {
    check: async (action, signal) => {
      const message = await read(action, signal);
      if (expect !== undefined) assertStatus(action, message, expect);
      return message === undefined ? "unchecked" : (successWithoutWrite(action, message) ?? "checked");
    },
    recordWrite: answers.add,
  };
};

/** @throws Failure E_GUARD */
const assertStatus = ({ messageId }: ActionRequest, message: Message | undefined, expect: string): void => {
  const status = message && statusOf(message.answer);
  if (status === expect) return;
  const state = status === undefined ? "could not be read" : `is ${status}`;
  throw new Failure("E_GUARD", `message ${messageId} ${state}, not ${expect} (--expect)`, {
    details: { tries: 0 },
  });
};

/** Reads messages; undefined if the server has no such list, or the list no such message. @throws Failure */
const createReader = ({ novu, now }: Pick<GuardOptions, "novu" | "now">) => {
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

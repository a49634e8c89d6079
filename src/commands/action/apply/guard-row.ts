import { createIdTable, idHalves } from "../../../bulk/id-table.js";
import type { RowResult } from "../../../bulk/row.js";
import { Failure } from "../../../failures/failure.js";
import type { ActionRequest } from "../../../model/action.js";
import type { Message } from "../../../model/message.js";
import { isAlreadySet, isAnsweredByOther, statusOf } from "../../../model/write-guards.js";
import type { NovuReader } from "../../../novu/novu.js";
import { asWriteFailure, hasNoSuchList } from "../../../novu/read-before-write.js";
import { answeredText } from "../../../views/answered-text.js";
import type { ApplyInput } from "./apply.js";

/** How long a page of messages is used after it was read. */
const MAX_AGE_MS = 5_000;

export interface GuardOptions {
  readonly novu: Pick<NovuReader, "messageLookup">;
  readonly guards: ApplyInput["guards"];
  /** Whether an earlier run of this input may have written rows without recording them. */
  readonly isContinued: boolean;
  /** ms of a clock that never goes back. */
  readonly now: () => number;
  /** ms since the epoch. */
  readonly dateNow: () => number;
}

/** How a row ended that did not fail. */
export type RowEnding = Omit<RowResult, "row" | "code" | "ms"> & {
  readonly outcome: "ok" | "unchanged" | "kept";
};

/** Keeps rows from replacing answers that are not theirs. */
interface Guard {
  /**
   * How the row ends without a write, or whether the message was read before the write.
   * @throws Failure of the read, and E_GUARD for an `--expect` that is not met
   */
  check(action: ActionRequest, signal: AbortSignal): Promise<RowEnding | "checked" | "unchecked">;
  /** The message holds, or may hold, this answer because of a row. @param updatedAt from the response to the write */
  noteWrite(action: ActionRequest, updatedAt: string | undefined): void;
}

export const NO_GUARD: Guard = { check: async () => "checked", noteWrite: () => {} };

export const createGuard = (options: GuardOptions): Guard => {
  const { guards, isContinued } = options;
  const { overwrite, expect } = guards;
  const answers = createOwnAnswers();
  const read = createReader(options);

  const endingOf = (action: ActionRequest, message: Message): RowEnding | undefined => {
    const { answer } = message;
    if (!overwrite && isAnsweredByOther(action, answer) && !answers.isOwn(action, message)) {
      const what = answeredText(message);
      return { outcome: "kept", attempts: 0, message: `${what}; --overwrite replaces it` };
    }
    // Lists can lag behind this run's own writes, so for a message that it wrote to, they don't show what it holds.
    if (answers.has(action) || !isAlreadySet(action, message)) return undefined;
    if (isContinued) answers.add(action, message.updatedAt);
    return { outcome: "unchanged", attempts: 0 };
  };

  return {
    check: async (action, signal) => {
      const message = await read(action, signal);
      if (expect !== undefined) assertStatus(action, message, expect);
      return message === undefined ? "unchecked" : (endingOf(action, message) ?? "checked");
    },
    noteWrite: answers.add,
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
      if (!hasNoSuchList(error)) throw asWriteFailure(error);
      if (NO_LISTS.has(error.code)) hasLists = false;
      return undefined;
    }
  };
};

/** Failures that mean the server has no lists at all, not only none of this subscriber. */
const NO_LISTS: ReadonlySet<Failure["code"]> = new Set(["E_NO_ROUTE", "E_ANSWER", "E_NOT_NOVU"]);

/** Remembers which answers come from rows, since a later row may replace what an earlier one wrote. */
interface OwnAnswers {
  readonly add: (action: ActionRequest, updatedAt: string | undefined) => void;
  readonly has: (action: ActionRequest) => boolean;
  /** Whether what the message holds is what a row last wrote to it, or older. */
  readonly isOwn: (action: ActionRequest, message: Message) => boolean;
}

/** 12 bytes a message, since there can be a million: when it was written, which button, and whether it is done. */
const createOwnAnswers = (): OwnAnswers => {
  const answers = createIdTable();
  let base: number | undefined;

  /** In units of 4 ms since a day before the first write; 29 bits are 24 days. 0 if unknown. */
  const timeOf = (updatedAt: string | undefined): number => {
    const time = Date.parse(updatedAt ?? "");
    if (Number.isNaN(time)) return 0;
    base ??= time - MARGIN_MS;
    return Math.min(Math.max(1, Math.ceil((time - base) / UNIT_MS)), MOST_UNITS);
  };

  return {
    add: ({ messageId, button, status }, updatedAt) => {
      const kind = (button === "primary" ? 0 : 2) + (status === "done" ? 1 : 0);
      // The 4 keeps it from being 0, which means that there is none.
      answers.set(...idHalves(messageId), timeOf(updatedAt) * 8 + 4 + kind);
    },
    has: ({ messageId }) => answers.get(...idHalves(messageId)) !== 0,
    isOwn: ({ messageId }, { answer, updatedAt }) => {
      const own = answers.get(...idHalves(messageId));
      if (own === 0) return false;
      const writtenAt = Math.floor(own / 8);
      const changedAt = timeOf(updatedAt);
      if (writtenAt > 0 && changedAt > 0 && changedAt <= writtenAt) return true;
      const isDone = (own & 1) === 1;
      return isDone && answer.button === ((own & 2) === 0 ? "primary" : "secondary");
    },
  };
};

const UNIT_MS = 4;
const MARGIN_MS = 86_400_000;
const MOST_UNITS = 2 ** 29 - 1;

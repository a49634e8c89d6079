import { createIdTable, idHalves } from "../../../bulk/id-table.js";
import type { ActionRequest } from "../../../model/action.js";
import { DAY_MS } from "../../../model/durations.js";
import type { Message } from "../../../model/message.js";

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
export const createAnswersFromRows = (): AnswersFromRows => {
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

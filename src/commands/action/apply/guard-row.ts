import type { WriteRow, Written } from "../../../bulk/bulk-types.js";
import { createIdTable } from "../../../bulk/id-table.js";
import { Failure } from "../../../failures/failure.js";
import { BUTTONS } from "../../../model/action.js";
import type { ActionRequest } from "../../../model/action-request.js";
import type { Message } from "../../../model/message.js";
import { isAnsweredByOther, isHeld, statusOf } from "../../../model/write-guards.js";
import { answeredText } from "../../../views/answered-text.js";
import type { ApplyInput } from "./apply-input.js";
import type { CurrentAnswers } from "./current-answers.js";

/** Which answers are those of the rows themselves: a later row may replace what an earlier one wrote. */
export interface OwnAnswers {
  readonly add: (action: ActionRequest) => void;
  readonly buttonsOf: (action: ActionRequest) => readonly string[];
}

/** Takes 12 bytes a message: a run can have a million. */
export const createOwnAnswers = (): OwnAnswers => {
  const masks = createIdTable();
  return {
    add: ({ messageId, button }) => {
      const [high, low] = halvesOf(messageId);
      masks.set(high, low, masks.get(high, low) | (1 << BUTTONS.indexOf(button)));
    },
    buttonsOf: ({ messageId }) => {
      const mask = masks.get(...halvesOf(messageId));
      return BUTTONS.filter((_, at) => (mask & (1 << at)) !== 0);
    },
  };
};

/** 24 hexadecimal digits in two halves; the middle ones, which tell a server's processes apart, count in both. */
const halvesOf = (messageId: string): readonly [number, number] => {
  const part = (from: number) => Number.parseInt(messageId.slice(from, from + 8), 16);
  return [part(0) >>> 0, (part(16) ^ Math.imul(part(8), 0x9e3779b1)) >>> 0];
};

/** Writes a row unless another answer stands, or its message already holds that answer. */
export const guardRows =
  (
    write: WriteRow,
    current: CurrentAnswers,
    own: OwnAnswers,
    { overwrite, expect }: ApplyInput["guards"],
    now: () => number,
  ): WriteRow =>
  async (action, place) => {
    const message = current.take(action);
    if (message === undefined && expect !== undefined) throw unmet(action, expect, "could not be read");
    const standing =
      message === undefined ? undefined : guard(action, message, { overwrite, expect }, own, now);
    if (standing !== undefined) {
      // A run that was killed may have written it, and not have come to say so.
      if (standing.outcome === "unchanged") own.add(action);
      return standing;
    }
    const written = await write(action, place).catch((error: unknown) => {
      if (error instanceof Failure && error.sent === "unknown") own.add(action);
      throw error;
    });
    own.add(action);
    if (message !== undefined || written.warning !== undefined) return written;
    return { ...written, warning: "unchecked", message: UNCHECKED };
  };

const UNCHECKED = "written without checking for another answer first: the message could not be read";

/** How the row ends without a write. @throws Failure E_GUARD where the status is not the expected one */
const guard = (
  action: ActionRequest,
  message: Message,
  { overwrite, expect }: ApplyInput["guards"],
  own: OwnAnswers,
  now: () => number,
): Written | undefined => {
  const { slot } = message;
  if (expect !== undefined && statusOf(slot) !== expect) throw unmet(action, expect, `is ${statusOf(slot)}`);
  const ours = own.buttonsOf(action);
  if (!overwrite && isAnsweredByOther(action, slot) && !ours.includes(slot.button ?? "")) {
    const what = answeredText(message, {}, now());
    return { outcome: "kept", attempts: 0, message: `${what}; --overwrite replaces it` };
  }
  // A list can lag behind this run's own writes, so it does not tell that a message written before needs nothing.
  return ours.length === 0 && isHeld(action, message) ? { outcome: "unchanged", attempts: 0 } : undefined;
};

const unmet = ({ messageId }: ActionRequest, expect: string, state: string): Failure =>
  new Failure("E_GUARD", `message ${messageId} ${state}, not ${expect} (--expect)`, {
    details: { tries: 0 },
  });

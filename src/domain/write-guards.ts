import type { ActionStatus } from "./action.js";
import type { ActionRequest } from "./action-request.js";
import { differencesBetween } from "./answer-check.js";
import type { ActionSlot, Message } from "./message.js";
import { riskyKeys } from "./payload.js";

/** What must hold of the message before it is written to. */
export interface WriteGuards {
  /** The status that it must have; one that nobody has touched is pending. */
  readonly expect: ActionStatus | undefined;
  /** An answer that is there already must stay. */
  readonly noOverwrite: boolean;
  /** What is only remarked otherwise is refused. */
  readonly strict: boolean;
}

export const hasGuards = ({ expect, noOverwrite, strict }: WriteGuards): boolean =>
  expect !== undefined || noOverwrite || strict;

/** One guard that does not hold, and what stands against the write. */
export interface GuardRefusal {
  readonly guard: "--expect" | "--no-overwrite" | "--strict";
  readonly reason: "answered" | "status" | "no button" | "risky keys";
}

/** All that stands against the write, most telling first. */
export const refusalsOf = (
  { expect, noOverwrite, strict }: WriteGuards,
  asked: ActionRequest,
  message: Message,
): GuardRefusal[] => {
  const { slot } = message;
  const isAnswered = slot.status === "done";
  const rules: readonly (GuardRefusal & { readonly isBroken: boolean })[] = [
    { guard: "--strict", reason: "no button", isBroken: strict && lacksButton(asked, message) },
    {
      guard: "--expect",
      reason: isAnswered ? "answered" : "status",
      isBroken: expect !== undefined && statusOf(slot) !== expect,
    },
    {
      guard: "--no-overwrite",
      reason: "answered",
      isBroken: noOverwrite && isAnswered && !isHeld(asked, message),
    },
    { guard: "--strict", reason: "answered", isBroken: strict && undoesOther(asked, slot) },
    { guard: "--strict", reason: "risky keys", isBroken: strict && riskyKeysOf(asked).length > 0 },
  ];
  return rules.filter(({ isBroken }) => isBroken).map(({ guard, reason }) => ({ guard, reason }));
};

/** “pending” where nobody has touched the message; else what is stored, which may be any word (contract 2.1). */
export const statusOf = ({ status }: ActionSlot): string => status ?? "pending";

export const lacksButton = ({ button }: ActionRequest, { buttons }: Message): boolean =>
  !buttons.some(({ type }) => type === button);

export const riskyKeysOf = ({ payload }: ActionRequest): readonly string[] =>
  payload === undefined ? [] : riskyKeys(payload);

/** Both buttons share one slot, so the slot can hold the answer of the one that is not asked about (contract 2.4). */
export const isAnsweredByOther = ({ button }: ActionRequest, slot: ActionSlot): boolean =>
  slot.status === "done" && slot.button !== undefined && slot.button !== button;

/** A button set back to pending takes the other one's answer with it. */
export const undoesOther = (asked: ActionRequest, slot: ActionSlot): boolean =>
  asked.status === "pending" && isAnsweredByOther(asked, slot);

/** Whether the message already holds exactly the answer that is asked for. */
export const isHeld = (asked: ActionRequest, message: Message): boolean =>
  asked.status === "done" &&
  message.slot.status === "done" &&
  differencesBetween(asked, message).length === 0;

import type { ActionRequest, ActionStatus } from "./action.js";
import { differencesBetween, isEmptyPayload } from "./answer-check.js";
import type { JsonValue } from "./json.js";
import type { Answer, Message } from "./message.js";
import { unsafeKeys } from "./payload.js";

/** What must hold of the message before it is written to. */
export interface WriteGuards {
  /** The status that it must have; a message without an answer is pending. */
  readonly expect: ActionStatus | undefined;
  /** Replaces whatever answer there is. Without it the other button's answer is left alone. */
  readonly overwrite: boolean;
  /** Turns warnings into refusals. */
  readonly strict: boolean;
}

/** Whether the user asked for a check, so that nothing is written where it cannot be made. */
export const demandsCheck = ({ expect, strict }: WriteGuards): boolean => expect !== undefined || strict;

/** One guard that stops the write, and why. */
export interface GuardRefusal {
  /** `default` is the one that `--overwrite` turns off. */
  readonly guard: "default" | "--expect" | "--strict";
  readonly reason: "answered" | "status" | "no button" | "unsafe keys" | "payload stays";
}

/** All that stops the write, the most telling first. */
export const refusalsOf = (
  { expect, overwrite, strict }: WriteGuards,
  asked: ActionRequest,
  message: Message,
): GuardRefusal[] => {
  const { answer } = message;
  const isAnswered = answer.status === "done";
  const rules: readonly (GuardRefusal & { readonly isBroken: boolean })[] = [
    { guard: "--strict", reason: "no button", isBroken: strict && lacksButton(asked, message) },
    {
      guard: "--expect",
      reason: isAnswered ? "answered" : "status",
      isBroken: expect !== undefined && statusOf(answer) !== expect,
    },
    { guard: "default", reason: "answered", isBroken: !overwrite && isAnsweredByOther(asked, answer) },
    { guard: "--strict", reason: "unsafe keys", isBroken: strict && unsafeKeysOf(asked).length > 0 },
    {
      guard: "--strict",
      reason: "payload stays",
      isBroken: strict && payloadThatStays(asked, answer) !== undefined,
    },
  ];
  return rules.filter(({ isBroken }) => isBroken).map(({ guard, reason }) => ({ guard, reason }));
};

/**
 * “pending” for a message without an answer; otherwise the stored status, which can be any word
 * (docs/novu-api.md, "One answer per message").
 */
export const statusOf = ({ status }: Answer): string => status ?? "pending";

export const lacksButton = ({ button }: ActionRequest, { buttons }: Message): boolean =>
  !buttons.some(({ type }) => type === button);

export const unsafeKeysOf = ({ payload }: ActionRequest): readonly string[] =>
  payload === undefined ? [] : unsafeKeys(payload);

/**
 * Whether a write would replace or take back somebody else's answer: both buttons share one. An answer that names no
 * button counts too, since nobody can say that it is this button's.
 */
export const isAnsweredByOther = ({ button }: ActionRequest, answer: Answer): boolean =>
  answer.status === "done" && answer.button !== button;

/** A stored payload that this write does not send, and that Novu keeps with the new answer. */
export const payloadThatStays = (
  { status, payload }: ActionRequest,
  { payload: stored }: Pick<Answer, "payload">,
): JsonValue | undefined =>
  status === "done" && payload === undefined && !isEmptyPayload(stored) ? stored : undefined;

/** Whether the message already holds exactly the answer that is asked for. */
export const isHeld = (asked: ActionRequest, message: Message): boolean =>
  asked.status === "done" &&
  message.answer.status === "done" &&
  differencesBetween(asked, message).length === 0;

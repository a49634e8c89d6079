import type { ActionRequest, ActionStatus } from "./action.js";
import { differencesBetween, isEmptyPayload } from "./answer-check.js";
import type { JsonValue } from "./json.js";
import type { Answer, Message } from "./message.js";
import { unsafeKeys } from "./payload.js";

/** Conditions that the message must meet before it is written. */
export interface WriteGuards {
  /** The required status; a message without an answer is pending. */
  readonly expect: ActionStatus | undefined;
  /** Replaces any answer. Without it, the answer of the other button is protected. */
  readonly overwrite: boolean;
  /** Treats warnings as errors. */
  readonly strict: boolean;
}

/** Whether the user asked for a check, so that nothing is written if the message cannot be checked. */
export const demandsCheck = ({ expect, strict }: WriteGuards): boolean => expect !== undefined || strict;

/** One guard that stops the write, and why. */
export interface GuardRefusal {
  /** `default` is the guard that `--overwrite` turns off. */
  readonly guard: "default" | "--expect" | "--strict";
  readonly reason: "answered" | "status" | "no button" | "unsafe keys" | "payload stays";
}

/** What the guards make of a write: refused, not needed since the message already has the answer, or to be sent. */
type WriteVerdict =
  | { readonly kind: "refused"; readonly refusals: readonly [GuardRefusal, ...GuardRefusal[]] }
  | { readonly kind: "unchanged" | "write" };

export const verdictOf = (guards: WriteGuards, request: ActionRequest, message: Message): WriteVerdict => {
  const [first, ...others] = refusalsOf(guards, request, message);
  if (first !== undefined) return { kind: "refused", refusals: [first, ...others] };
  return { kind: isAlreadySet(request, message) ? "unchanged" : "write" };
};

/** Everything that stops the write, the most informative first. */
const refusalsOf = (
  { expect, overwrite, strict }: WriteGuards,
  request: ActionRequest,
  message: Message,
): GuardRefusal[] => {
  const { answer } = message;
  const isAnswered = answer.status === "done";
  const rules: readonly (GuardRefusal & { readonly isBroken: boolean })[] = [
    { guard: "--strict", reason: "no button", isBroken: strict && lacksButton(request, message) },
    {
      guard: "--expect",
      reason: isAnswered ? "answered" : "status",
      isBroken: expect !== undefined && statusOf(answer) !== expect,
    },
    { guard: "default", reason: "answered", isBroken: !overwrite && isAnsweredByOther(request, answer) },
    { guard: "--strict", reason: "unsafe keys", isBroken: strict && unsafeKeysOf(request).length > 0 },
    {
      guard: "--strict",
      reason: "payload stays",
      isBroken: strict && retainedPayload(request, answer) !== undefined,
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
 * Whether a write would replace or revert the answer of another button: both buttons share one answer. An answer
 * without a button counts too, because it cannot be attributed to this button.
 */
export const isAnsweredByOther = ({ button }: ActionRequest, answer: Answer): boolean =>
  answer.status === "done" && answer.button !== button;

/** The stored payload that Novu keeps because this write sends none; undefined if there is none. */
export const retainedPayload = (
  { status, payload }: ActionRequest,
  { payload: stored }: Pick<Answer, "payload">,
): JsonValue | undefined =>
  status === "done" && payload === undefined && !isEmptyPayload(stored) ? stored : undefined;

/** Whether the message already has exactly the requested answer. */
const isAlreadySet = (request: ActionRequest, message: Message): boolean =>
  request.status === "done" &&
  message.answer.status === "done" &&
  differencesBetween(request, message).length === 0;

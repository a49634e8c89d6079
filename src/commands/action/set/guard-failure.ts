import { missingButton, riskyKeysText } from "../../../domain/action-change.js";
import type { ActionRequest } from "../../../domain/action-request.js";
import { type GuardRefusal, riskyKeysOf, statusOf, type WriteGuards } from "../../../domain/write-guards.js";
import { Failure } from "../../../failure/failure.js";
import type { MessageDocument } from "../../../novu/actions.js";
import { answeredText } from "../../../views/answered-text.js";

/** A write that was to happen, and the message it was to happen to. */
export interface GuardedWrite {
  readonly guards: WriteGuards;
  readonly asked: ActionRequest;
  readonly found: MessageDocument;
  readonly now: number;
}

/** The failure for a write that a guard stops: what stands against it, and which guard minds. */
export const guardFailure = (
  write: GuardedWrite,
  [first, ...others]: readonly [GuardRefusal, ...GuardRefusal[]],
): Failure => {
  const { asked, found } = write;
  const { slot } = found.message;
  return new Failure("E_GUARD", `not written: ${REASONS[first.reason](write)}`, {
    hint: [
      `You asked for ${guardText(first, write)}. ${consequence(first, write)}`,
      ...others
        .filter(({ reason }) => reason !== first.reason)
        .map((other) => `Also, for ${guardText(other, write)}: ${REASONS[other.reason](write)}`),
    ],
    next: [
      {
        words: ["novu-msg", "action", "get", asked.subscriberId, asked.messageId],
        when: "to see what it holds",
      },
    ],
    details: {
      refusedBy: [...new Set([first, ...others].map(({ guard }) => guard))],
      reason: first.reason,
      found: {
        status: slot.status ?? null,
        button: slot.button ?? null,
        payload: slot.payload ?? null,
        updatedAt: found.document.updatedAt ?? null,
        buttons: found.message.buttons.map(({ type }) => type),
      },
      asked: { button: asked.button, status: asked.status, payload: asked.payload ?? null },
    },
  });
};

const REASONS: Readonly<Record<GuardRefusal["reason"], (write: GuardedWrite) => string>> = {
  answered: ({ found, now }) => answeredText(found.message, found.document, now),
  status: ({ found: { message } }) => `the message is ${statusOf(message.slot)}`,
  "no button": ({ asked, found }) => missingButton(asked, found.message),
  "risky keys": ({ asked }) => riskyKeysText(riskyKeysOf(asked)),
};

const guardText = ({ guard }: GuardRefusal, { guards }: GuardedWrite): string =>
  guard === "--expect" ? `--expect ${guards.expect}` : guard;

const consequence = ({ reason }: GuardRefusal, { asked, found: { message } }: GuardedWrite): string => {
  if (reason === "no button") return "Novu would store the answer all the same.";
  if (reason !== "answered") return "Nothing was changed.";
  const verb = asked.status === "done" ? "replace" : "undo";
  const isOther = message.slot.button !== asked.button;
  return isOther
    ? `Both buttons share one status: writing would ${verb} that answer.`
    : `Writing would ${verb} that answer.`;
};

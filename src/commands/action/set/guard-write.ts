import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import type { ActionRequest } from "../../../model/action.js";
import { missingButton, retainedPayloadText, unsafeKeysText } from "../../../model/action-change.js";
import type { MessageDocument } from "../../../model/message.js";
import {
  demandsCheck,
  type GuardRefusal,
  retainedPayload,
  statusOf,
  unsafeKeysOf,
  verdictOf,
  type WriteGuards,
} from "../../../model/write-guards.js";
import { answeredText } from "../../../views/answered-text.js";
import type { SetActionInput } from "./set.js";

/** The message before the write, or why it could not be read; neither if no read was needed. */
interface CurrentMessage {
  readonly found?: MessageDocument | undefined;
  /** Completes “written without checking for another answer first: …”. */
  readonly uncheckedReason?: string;
}

/**
 * Compares the write with the message, if it was read. Not atomic: Novu has no compare-and-set.
 * @returns `unchanged` if the message already has the answer
 * @throws Failure E_GUARD
 */
export const guardWrite = async (
  { output, now }: Pick<Context, "output" | "now">,
  { guards, preview }: SetActionInput,
  request: ActionRequest,
  { found, uncheckedReason }: CurrentMessage,
): Promise<"write" | "unchanged"> => {
  if (uncheckedReason !== undefined && demandsCheck(guards))
    throw uncheckedFailure(guards, request, uncheckedReason);
  if (found === undefined) return "write";
  const verdict = verdictOf(guards, request, found.message);
  if (verdict.kind === "refused")
    throw guardFailure({ guards, request, found, now: now() }, verdict.refusals);
  // Writing it again would update the message's time. The response of v2 has a form that no read returns.
  const isUnchanged = verdict.kind === "unchanged" && !guards.overwrite && request.api === "v1";
  if (preview !== undefined && demandsCheck(guards)) await output.note(previewNote(guards, isUnchanged));
  return isUnchanged ? "unchanged" : "write";
};

const previewNote = ({ expect, strict }: SetActionInput["guards"], isUnchanged: boolean): string => {
  if (isUnchanged) return "the message already has this answer: nothing would be written";
  const guards = [...(expect === undefined ? [] : [`--expect ${expect}`]), ...(strict ? ["--strict"] : [])];
  return `${guards.join(" and ")} would allow this`;
};

/** The write that was refused, and its message. */
interface RefusedWrite {
  readonly guards: WriteGuards;
  readonly request: ActionRequest;
  readonly found: MessageDocument;
  readonly now: number;
}

const guardFailure = (
  write: RefusedWrite,
  [first, ...others]: readonly [GuardRefusal, ...GuardRefusal[]],
): Failure => {
  const { request, found } = write;
  const { answer } = found.message;
  // Then --overwrite is the only option needed.
  const isDefaultAlone = first.guard === "default" && others.length === 0;
  return new Failure("E_GUARD", `not written: ${REASONS[first.reason](write)}`, {
    hint: [
      isDefaultAlone
        ? `Both buttons share one answer: this would ${verbFor(request)}. To do that anyway:`
        : `${guardText(first, write)} ${consequence(first, write)}`,
      ...others
        .filter(({ reason }) => reason !== first.reason)
        .map((other) => `Also: ${REASONS[other.reason](write)}. ${guardText(other, write)}`),
    ],
    ...(isDefaultAlone ? { addition: { words: ["--overwrite"] } } : {}),
    next: isDefaultAlone
      ? []
      : [
          {
            words: ["novu-msg", "action", "get", request.subscriberId, request.messageId],
            when: "to see its current answer",
          },
        ],
    details: {
      refusedBy: [...new Set([first, ...others].map(({ guard }) => guard))],
      reason: first.reason,
      found: {
        status: answer.status ?? null,
        button: answer.button ?? null,
        payload: answer.payload ?? null,
        updatedAt: found.document.updatedAt ?? null,
        buttons: found.message.buttons.map(({ type }) => type),
      },
      asked: requestDetails(request),
    },
  });
};

/** For a guard that cannot be checked. */
const uncheckedFailure = (guards: WriteGuards, request: ActionRequest, why: string): Failure =>
  new Failure("E_GUARD", `not written: ${why}`, {
    hint: [
      `${guards.strict ? "--strict" : `--expect ${guards.expect}`} needs to read the message first.`,
      "Nothing was changed.",
    ],
    details: {
      refusedBy: [
        ...(guards.expect === undefined ? [] : ["--expect"]),
        ...(guards.strict ? ["--strict"] : []),
      ],
      reason: "not checked",
      found: null,
      asked: requestDetails(request),
    },
  });

const requestDetails = ({ button, status, payload }: ActionRequest) => ({
  button,
  status,
  payload: payload ?? null,
});

const REASONS: Readonly<Record<GuardRefusal["reason"], (write: RefusedWrite) => string>> = {
  answered: ({ found, now }) => answeredText(found.message, now),
  status: ({ found: { message } }) => `the message is ${statusOf(message.answer)}`,
  "no button": ({ request, found }) => missingButton(request, found.message),
  "unsafe keys": ({ request }) => unsafeKeysText(unsafeKeysOf(request)),
  "payload stays": ({ request, found }) =>
    retainedPayloadText(retainedPayload(request, found.message.answer), request.api),
};

const guardText = ({ guard }: GuardRefusal, { guards }: RefusedWrite): string => {
  if (guard === "default") return "Use --overwrite to replace another answer.";
  return `You asked for ${guard === "--expect" ? `--expect ${guards.expect}` : guard}.`;
};

const consequence = ({ reason }: GuardRefusal, { request, found: { message } }: RefusedWrite): string => {
  if (reason === "no button") return "Novu would store the answer anyway.";
  if (reason !== "answered") return "Nothing was changed.";
  const isOther = message.answer.button !== request.button;
  return isOther
    ? `Both buttons share one answer: this would ${verbFor(request)}.`
    : `This would ${verbFor(request)}.`;
};

const verbFor = ({ status }: ActionRequest): string => (status === "done" ? "replace it" : "take it back");

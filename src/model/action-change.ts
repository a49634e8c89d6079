import type { ActionRequest } from "./action.js";
import { type Difference, isEmptyPayload } from "./answer-check.js";
import { type JsonObject, type JsonValue, jsonEqual } from "./json.js";
import type { Answer, Message } from "./message.js";
import { isAnsweredByOther, lacksButton, payloadThatStays, unsafeKeysOf } from "./write-guards.js";

/** What happened to the payload: omitted keeps, given replaces, `{}` clears (docs/novu-api.md, "Payload"). */
export type PayloadEffect = "kept" | "replaced" | "merged" | "cleared";

/** A button that was set: what was asked, what came back, and what had been there. */
export interface ActionChange {
  readonly asked: ActionRequest;
  readonly document: JsonObject;
  readonly message: Message;
  /** Undefined where it was not read, or could not be. */
  readonly before: Answer | undefined;
  /** Why the message could not be checked before the write; absent where it was, or was not to be. */
  readonly unchecked?: string | undefined;
  readonly payload: PayloadEffect;
  /** Nothing was written: it was so before, or an earlier request with the same idempotency key wrote it. */
  readonly isUnchanged?: "already" | "by an earlier request" | undefined;
}

/** Warnings about a write that went through but may not be what was meant. */
export const writeWarnings = (change: ActionChange): string[] => [
  ...buttonWarning(change.asked, change.message),
  ...uncheckedWarning(change),
  ...replacedWarning(change),
  ...stayingPayloadWarning(change),
  ...unsafeKeyWarning(change.asked),
];

const buttonWarning = (asked: ActionRequest, message: Message): string[] =>
  lacksButton(asked, message)
    ? [`${missingButton(asked, message)}; Novu stored the answer all the same`]
    : [];

/** “message 65f0… has no secondary button (it has primary)”. */
export const missingButton = ({ button, messageId }: ActionRequest, { buttons }: Message): string => {
  const has = buttons.length === 0 ? "none" : buttons.map(({ type }) => type).join(" and ");
  return `message ${messageId} has no ${button} button (it has ${has})`;
};

const uncheckedWarning = ({ unchecked }: ActionChange): string[] =>
  unchecked === undefined ? [] : [`written without checking for another answer first: ${unchecked}`];

const replacedWarning = ({ asked, before }: ActionChange): string[] => {
  if (before?.status !== "done") return [];
  if (isAnsweredByOther(asked, before)) {
    const [verb, whose] = [asked.status === "done" ? "replaced" : "took back", before.button ?? "other"];
    return [`this ${verb} the answer of the ${whose} button: both buttons share one answer`];
  }
  const { payload } = asked;
  const isReplaced =
    asked.status === "done" &&
    payload !== undefined &&
    !isEmptyPayload(before.payload) &&
    !jsonEqual(payload, before.payload ?? {});
  return isReplaced
    ? [`this replaced the payload ${shortJson(before.payload)} of the same button's earlier answer`]
    : [];
};

/** v2 answers carry no payload; then what was read before the write is all there is to tell. */
const stayingPayloadWarning = ({ asked, message, before, isUnchanged }: ActionChange): string[] => {
  const payload = isUnchanged
    ? undefined
    : payloadThatStays(asked, { payload: message.answer.payload ?? before?.payload });
  return payload === undefined ? [] : [stayingPayloadText(payload, asked.api)];
};

export const stayingPayloadText = (payload: JsonValue | undefined, api: ActionRequest["api"]): string => {
  const remedy = api === "v1" ? "--clear-payload removes it" : "--clear-payload without --api v2 removes it";
  return `payload ${shortJson(payload)} of an earlier answer stays; ${remedy}`;
};

const LONGEST_PAYLOAD = 80;

const shortJson = (value: JsonValue | undefined): string => {
  const text = JSON.stringify(value ?? null);
  return text.length <= LONGEST_PAYLOAD ? text : `${text.slice(0, LONGEST_PAYLOAD - 1)}…`;
};

const unsafeKeyWarning = (asked: ActionRequest): string[] => {
  const keys = unsafeKeysOf(asked);
  return keys.length === 0 ? [] : [unsafeKeysText(keys)];
};

export const unsafeKeysText = (keys: readonly string[]): string =>
  `old Novu servers may refuse payload keys with $ or a dot: ${keys.join(", ")}`;

export const describeDifference = ({ point, asked, answered }: Difference): string =>
  `${point}: asked ${JSON.stringify(asked)}, answered ${JSON.stringify(answered)}`;

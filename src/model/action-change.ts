import type { ActionRequest } from "./action.js";
import { type Difference, isEmptyPayload } from "./answer-check.js";
import { type JsonObject, type JsonValue, jsonEqual } from "./json.js";
import type { Answer, Message } from "./message.js";
import { isAnsweredByOther, lacksButton, retainedPayload, unsafeKeysOf } from "./write-guards.js";

/** What a write did to the payload: omitted keeps, given replaces, `{}` clears (docs/novu-api.md, "Payload"). */
type PayloadEffect = "kept" | "replaced" | "merged" | "cleared";

/** The outcome of setting a button: it was written, or was already as requested. */
export interface ActionChange {
  readonly request: ActionRequest;
  readonly document: JsonObject;
  readonly message: Message;
  /** Undefined if the message was not read, or could not be read. */
  readonly before: Answer | undefined;
  /** Why the message could not be checked before the write; absent if it was checked or no check was needed. */
  readonly uncheckedReason?: string | undefined;
  readonly payload: PayloadEffect;
  /** Set if nothing was written: the answer was there already, or an earlier request with the same idempotency key wrote it. */
  readonly noWriteReason?: "already" | "by an earlier request" | undefined;
}

/** Warnings about a write that succeeded but may not be what the user meant. */
export const writeWarnings = (change: ActionChange): string[] => [
  ...buttonWarning(change.request, change.message),
  ...uncheckedWarning(change),
  ...replacedWarning(change),
  ...retainedPayloadWarning(change),
  ...unsafeKeyWarning(change.request),
];

const buttonWarning = (request: ActionRequest, message: Message): string[] =>
  lacksButton(request, message) ? [`${missingButton(request, message)}; Novu stored the answer anyway`] : [];

/** “message 65f0… has no secondary button (it has primary)”. */
export const missingButton = ({ button, messageId }: ActionRequest, { buttons }: Message): string => {
  const has = buttons.length === 0 ? "none" : buttons.map(({ type }) => type).join(" and ");
  return `message ${messageId} has no ${button} button (it has ${has})`;
};

const uncheckedWarning = ({ uncheckedReason }: ActionChange): string[] =>
  uncheckedReason === undefined ? [] : [`written without checking for another answer: ${uncheckedReason}`];

const replacedWarning = ({ request, before }: ActionChange): string[] => {
  if (before?.status !== "done") return [];
  if (isAnsweredByOther(request, before)) {
    const [verb, whose] = [request.status === "done" ? "replaced" : "took back", before.button ?? "other"];
    return [`this ${verb} the answer of the ${whose} button: both buttons share one answer`];
  }
  const { payload } = request;
  const isReplaced =
    request.status === "done" &&
    payload !== undefined &&
    !isEmptyPayload(before.payload) &&
    !jsonEqual(payload, before.payload ?? {});
  return isReplaced ? [`this replaced the earlier payload ${shortJson(before.payload)}`] : [];
};

/** A v2 response has no payload, so the payload read before the write is used instead. */
const retainedPayloadWarning = ({ request, message, before, noWriteReason }: ActionChange): string[] => {
  const payload = noWriteReason
    ? undefined
    : retainedPayload(request, { payload: message.answer.payload ?? before?.payload });
  return payload === undefined ? [] : [retainedPayloadText(payload, request.api)];
};

export const retainedPayloadText = (payload: JsonValue | undefined, api: ActionRequest["api"]): string => {
  const remedy =
    api === "v1" ? "use --clear-payload to remove it" : "use --clear-payload without --api v2 to remove it";
  return `the earlier payload ${shortJson(payload)} was kept; ${remedy}`;
};

const MAX_PAYLOAD_CHARS = 80;

const shortJson = (value: JsonValue | undefined): string => {
  const text = JSON.stringify(value ?? null);
  return text.length <= MAX_PAYLOAD_CHARS ? text : `${text.slice(0, MAX_PAYLOAD_CHARS - 1)}…`;
};

const unsafeKeyWarning = (request: ActionRequest): string[] => {
  const keys = unsafeKeysOf(request);
  return keys.length === 0 ? [] : [unsafeKeysText(keys)];
};

export const unsafeKeysText = (keys: readonly string[]): string =>
  `old Novu servers may refuse payload keys with $ or dots: ${keys.join(", ")}`;

export const differenceText = ({ point, asked, answered }: Difference): string =>
  `${point}: requested ${JSON.stringify(asked)}, response has ${JSON.stringify(answered)}`;

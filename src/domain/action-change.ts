import type { ActionRequest } from "./action-request.js";
import type { Difference } from "./answer-check.js";
import type { JsonObject } from "./json.js";
import type { ActionSlot, Message } from "./message.js";
import { isAnsweredByOther, lacksButton, riskyKeysOf } from "./write-guards.js";

/** What happened to the payload: omitted keeps, given replaces, `{}` clears (contract 0.1). */
export type PayloadEffect = "kept" | "replaced" | "merged" | "cleared";

/** A button that was set: what was asked, what came back, and what had been there. */
export interface ActionChange {
  readonly asked: ActionRequest;
  readonly document: JsonObject;
  readonly message: Message;
  /** Undefined when it was not looked at, or not found in a few pages. */
  readonly before: ActionSlot | undefined;
  readonly payload: PayloadEffect;
  /** It was so before, and nothing was sent. */
  readonly isUnchanged?: boolean;
}

/** Remarks on a write that went well but may not be what was meant. */
export const remarksOn = ({ asked, message, before }: ActionChange): string[] => [
  ...buttonRemark(asked, message),
  ...(before === undefined ? [] : replacedRemark(asked, before)),
  ...riskyKeyRemark(asked),
];

const buttonRemark = (asked: ActionRequest, message: Message): string[] =>
  lacksButton(asked, message)
    ? [`${missingButton(asked, message)}; Novu stored the answer all the same`]
    : [];

/** “message 65f0… has no secondary button (it has primary)”. */
export const missingButton = ({ button, messageId }: ActionRequest, { buttons }: Message): string => {
  const has = buttons.length === 0 ? "none" : buttons.map(({ type }) => type).join(" and ");
  return `message ${messageId} has no ${button} button (it has ${has})`;
};

/** An answer that is undone is said before the write; see `undoingWarning`. */
const replacedRemark = (asked: ActionRequest, before: ActionSlot): string[] =>
  asked.status === "done" && isAnsweredByOther(asked, before)
    ? [`this replaced the answer of the ${before.button} button: both buttons share one status`]
    : [];

/** What somebody should know before a button is set back. */
export const undoingWarning = ({ button }: ActionRequest, { button: other }: ActionSlot): string =>
  `setting ${button} back undoes the answer of the ${other} button: both buttons share one status`;

const riskyKeyRemark = (asked: ActionRequest): string[] => {
  const keys = riskyKeysOf(asked);
  return keys.length === 0 ? [] : [riskyKeysText(keys)];
};

export const riskyKeysText = (keys: readonly string[]): string =>
  `old Novu servers may refuse payload keys with $ or a dot: ${keys.join(", ")}`;

export const describeDifference = ({ point, asked, answered }: Difference): string =>
  `${point}: asked ${JSON.stringify(asked)}, answered ${JSON.stringify(answered)}`;

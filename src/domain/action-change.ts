import type { ActionRequest } from "./action-request.js";
import type { Difference } from "./answer-check.js";
import type { JsonObject } from "./json.js";
import type { ActionSlot, Message } from "./message.js";
import { riskyKeys } from "./payload.js";

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
}

/** Remarks on a write that went well but may not be what was meant. */
export const remarksOn = ({ asked, message, before }: ActionChange): string[] => [
  ...buttonRemark(asked, message),
  ...(before === undefined ? [] : replacedRemark(asked, before)),
  ...riskyKeyRemark(asked),
];

const buttonRemark = ({ button, messageId }: ActionRequest, { buttons }: Message): string[] => {
  if (buttons.some(({ type }) => type === button)) return [];
  const has =
    buttons.length === 0 ? "it has none" : `it has ${buttons.map(({ type }) => type).join(" and ")}`;
  return [`message ${messageId} has no ${button} button (${has}); Novu stored the answer all the same`];
};

/** Both buttons share one slot, so setting one takes away what the other one held (contract 2.4). */
const replacedRemark = ({ button, status }: ActionRequest, before: ActionSlot): string[] => {
  const isOther = before.status === "done" && before.button !== undefined && before.button !== button;
  if (!isOther) return [];
  const what = status === "done" ? "replaced" : "undid";
  return [`this ${what} the answer of the ${before.button} button: both buttons share one status`];
};

const riskyKeyRemark = ({ payload }: ActionRequest): string[] => {
  const keys = payload === undefined ? [] : riskyKeys(payload);
  return keys.length === 0
    ? []
    : [`old Novu servers may refuse payload keys with $ or a dot: ${keys.join(", ")}`];
};

export const describeDifference = ({ point, asked, answered }: Difference): string =>
  `${point}: asked ${JSON.stringify(asked)}, answered ${JSON.stringify(answered)}`;

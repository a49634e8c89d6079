import { pressedButton } from "./action.js";
import type { Message } from "./message.js";

/** Values of `ACTION_OUTPUTS`, exact as Novu has them; empty where there is none. */
export type ActionOutputs = Readonly<Record<(typeof ACTION_OUTPUTS)[number], string>>;

/** What a later step of a workflow can read of one message's action. */
export const ACTION_OUTPUTS = [
  "clicked",
  "label",
  "status",
  "button",
  "message_id",
  "transaction_id",
  "payload",
] as const;

/** What it can read of a wait. */
export const WAIT_OUTPUTS = [...ACTION_OUTPUTS, "ended", "met", "count", "waited_ms"] as const;

/** What it can read of a run through many rows. */
export const APPLY_OUTPUTS = [
  "rows",
  "ok",
  "unchanged",
  "kept",
  "failed",
  "skipped",
  "unknown",
  "failed_rows_file",
] as const;

/**
 * What a workflow gets to know of a message: which button holds an answer and its label, if any; and the one slot:
 * status, button, payload as compact JSON.
 */
export const actionOutputs = ({ id, transactionId, buttons, answer }: Message): ActionOutputs => {
  const clicked = pressedButton(answer);
  const untouched = buttons.length > 0 ? "pending" : "";
  return {
    clicked: clicked ?? "",
    label: buttons.find(({ type }) => type === clicked)?.label ?? "",
    status: answer.status ?? untouched,
    button: answer.button ?? "",
    message_id: id ?? "",
    transaction_id: transactionId ?? "",
    payload: answer.payload === undefined ? "" : JSON.stringify(answer.payload),
  };
};

import type { Message } from "./message.js";
import type { ACTION_OUTPUTS } from "./output-names.js";
import { pressedButton } from "./pressed-button.js";

/** Values of `ACTION_OUTPUTS`, exact as Novu has them; empty where there is none. */
export type ActionOutputs = Readonly<Record<(typeof ACTION_OUTPUTS)[number], string>>;

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

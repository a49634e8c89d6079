import { pressedButton } from "./action.js";
import type { Message } from "./message.js";

/** The outputs of a GitHub Actions step, exactly as Novu stores the values; an empty string if there is no value. */
type ActionOutputs = Readonly<Record<(typeof ACTION_OUTPUTS)[number], string>>;

/** Output names of a GitHub Actions step that reads one message. */
export const ACTION_OUTPUTS = [
  "pressed",
  "label",
  "status",
  "button",
  "message_id",
  "transaction_id",
  "payload",
] as const;

/** Output names of a step that waits. */
export const WAIT_OUTPUTS = [...ACTION_OUTPUTS, "ended", "met", "count", "waited_ms"] as const;

/** Output names of a step that applies many rows. */
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

/** The outputs for a message: the pressed button and its label, and the answer's status, button and payload as compact JSON. */
export const actionOutputs = ({ id, transactionId, buttons, answer }: Message): ActionOutputs => {
  const pressed = pressedButton(answer);
  const defaultStatus = buttons.length > 0 ? "pending" : "";
  return {
    pressed: pressed ?? "",
    label: buttons.find(({ type }) => type === pressed)?.label ?? "",
    status: answer.status ?? defaultStatus,
    button: answer.button ?? "",
    message_id: id ?? "",
    transaction_id: transactionId ?? "",
    payload: answer.payload === undefined ? "" : JSON.stringify(answer.payload),
  };
};

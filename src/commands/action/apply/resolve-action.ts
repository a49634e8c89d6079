import type { RowAction } from "../../../bulk/row.js";
import { Failure } from "../../../failures/failure.js";
import type { ActionRequest } from "../../../model/action.js";
import type { Message } from "../../../model/message.js";
import { resolveButton } from "../resolve/resolve-button.js";

/** The action of a row, with the button that its label names on this message; or why it names none. */
export const resolveAction = (action: RowAction, message: Message): ActionRequest | Failure => {
  if (action.button !== undefined) return action;
  const { label, ...rest } = action;
  try {
    return { ...rest, button: resolveButton({ label }, message) };
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
};

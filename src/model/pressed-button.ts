import { BUTTONS, type Button } from "./action.js";
import type { ActionSlot } from "./message.js";

/**
 * The button that holds the answer, or undefined while nobody has answered. A status alone is no answer, and a
 * type that is no button is rubbish somebody stored (contract 2.1), which nobody can have pressed.
 */
export const pressedButton = ({ status, button }: ActionSlot): Button | undefined =>
  status === "done" ? BUTTONS.find((word) => word === button) : undefined;

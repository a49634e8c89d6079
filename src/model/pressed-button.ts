import { BUTTONS, type Button } from "./action.js";
import type { Answer } from "./message.js";

/**
 * The pressed button, or undefined while there is no answer. A status alone is no answer, and a type that is not a
 * button was written through the API and not pressed (docs/novu-api.md, "One answer per message").
 */
export const pressedButton = ({ status, button }: Answer): Button | undefined =>
  status === "done" ? BUTTONS.find((word) => word === button) : undefined;

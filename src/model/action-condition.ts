import { BUTTONS } from "./action.js";
import type { Answer } from "./message.js";
import { pressedButton } from "./pressed-button.js";

/** What can be asked of a message's answer: which button holds it, or whether there is one at all. */
export const ACTION_CONDITIONS = [...BUTTONS, "pending", "done"] as const;
export type ActionCondition = (typeof ACTION_CONDITIONS)[number];

/** A message nobody has touched has no status yet, and waits like one that says “pending”. */
export const isSo = (condition: ActionCondition, answer: Answer): boolean => {
  const isDone = answer.status === "done";
  if (condition === "pending") return !isDone;
  return condition === "done" ? isDone : pressedButton(answer) === condition;
};

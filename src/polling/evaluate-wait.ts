import type { AwaitedState, WantedButton } from "./awaited-message.js";

/** When a wait has what it is for. */
export interface WaitGoal {
  readonly button: WantedButton;
  /** How many messages have to be answered so. */
  readonly needed: number | "all";
}

/** Why it can never come true: too many say no, are gone, cannot be pressed, or were never there. */
export type Obstacle = "other" | "vanished" | "unclickable" | "short";

export type WaitEvaluation =
  | { readonly kind: "go on" }
  | { readonly kind: "met" }
  | { readonly kind: "hopeless"; readonly because: Obstacle };

/**
 * What the messages, as they stand now, mean for the wait.
 * @param mayGrow whether more of them may still arrive
 */
export const evaluateWait = (
  { button, needed }: WaitGoal,
  standings: readonly AwaitedState[],
  mayGrow: boolean,
): WaitEvaluation => {
  const met = standings.filter((standing) => isAsWanted(standing, button)).length;
  const hopeful = standings.filter((standing) => standing === "open" || standing === "missing").length;
  const need = needed === "all" ? Math.max(1, standings.length) : needed;
  if (met >= need && !(needed === "all" && mayGrow)) return { kind: "met" };
  const possible = met + hopeful + (mayGrow && needed !== "all" ? Number.POSITIVE_INFINITY : 0);
  const isWaiting = possible >= need || (mayGrow && standings.length === 0);
  return isWaiting ? { kind: "go on" } : { kind: "hopeless", because: obstacle(button, standings) };
};

export const isAsWanted = (standing: AwaitedState, button: WantedButton): boolean =>
  button === "any" ? standing === "primary" || standing === "secondary" : standing === button;

const obstacle = (button: WantedButton, standings: readonly AwaitedState[]): Obstacle => {
  const isOther = (standing: AwaitedState) =>
    (standing === "primary" || standing === "secondary") && !isAsWanted(standing, button);
  if (standings.some(isOther)) return "other";
  if (standings.includes("vanished")) return "vanished";
  return standings.includes("unclickable") ? "unclickable" : "short";
};

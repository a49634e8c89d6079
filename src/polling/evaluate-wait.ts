import { type Button, isButton, pressedButton } from "../model/action.js";
import type { Message } from "../model/message.js";

/** The button to wait for. */
export type WantedButton = "any" | Button;

/**
 * The state of a message that is waited for: not found yet, without an answer, answered by a button, deleted, or
 * without a button that could bring the answer.
 */
export type MessageState = "missing" | "pending" | Button | "vanished" | "unclickable";

/** The state of a message after all reads so far. */
export interface TrackedState {
  readonly state: MessageState;
  /** Consecutive reads that did not find it. */
  readonly misses: number;
}

export const NOT_READ: TrackedState = { state: "missing", misses: 0 };

/**
 * One list without the message can be older than the message (docs/novu-api.md, "Lists and finding a message"); two in
 * a row mean that it was deleted.
 */
const MISSES_UNTIL_DELETED = 2;

/**
 * The state after another read.
 * @param message undefined if the read did not find it
 */
export const updateState = (
  before: TrackedState,
  message: Message | undefined,
  wanted: WantedButton,
): TrackedState => {
  if (message !== undefined) return { state: stateOf(message, wanted), misses: 0 };
  const misses = before.misses + 1;
  // An answer counts even if its message is deleted afterwards.
  const isDeleted = before.state === "pending" && misses >= MISSES_UNTIL_DELETED;
  return { state: isDeleted ? "vanished" : before.state, misses };
};

const stateOf = ({ answer, buttons }: Message, wanted: WantedButton): MessageState => {
  // Checked first: the API also sets a button that the message does not have.
  const pressed = pressedButton(answer);
  if (pressed !== undefined) return pressed;
  const canBePressed = buttons.some(({ type }) => (wanted === "any" ? isButton(type) : type === wanted));
  return canBePressed ? "pending" : "unclickable";
};

/** The condition that ends a wait successfully. */
export interface WaitGoal {
  readonly button: WantedButton;
  /** How many messages need that answer. */
  readonly needed: number | "all";
}

/** Why a wait cannot be met: other answers, deleted messages, messages without the button, or too few messages. */
export type Obstacle = "other" | "vanished" | "unclickable" | "too-few";

type WaitEvaluation =
  | { readonly kind: "undecided" }
  | { readonly kind: "met" }
  | { readonly kind: "impossible"; readonly because: Obstacle };

/**
 * Decides whether the wait is met, undecided, or impossible to meet.
 * @param mayGrow whether more messages may still arrive
 */
export const evaluateWait = (
  { button, needed }: WaitGoal,
  states: readonly MessageState[],
  mayGrow: boolean,
): WaitEvaluation => {
  const met = states.filter((state) => isWanted(state, button)).length;
  const undecided = states.filter((state) => state === "pending" || state === "missing").length;
  const need = needed === "all" ? Math.max(1, states.length) : needed;
  if (met >= need && !(needed === "all" && mayGrow)) return { kind: "met" };
  const possible = met + undecided + (mayGrow && needed !== "all" ? Number.POSITIVE_INFINITY : 0);
  const canBeMet = possible >= need || (mayGrow && states.length === 0);
  return canBeMet ? { kind: "undecided" } : { kind: "impossible", because: obstacle(button, states) };
};

export const isWanted = (state: MessageState, button: WantedButton): boolean =>
  button === "any" ? isAnswer(state) : state === button;

const isAnswer = (state: MessageState): boolean => state === "primary" || state === "secondary";

const obstacle = (button: WantedButton, states: readonly MessageState[]): Obstacle => {
  if (states.some((state) => isAnswer(state) && !isWanted(state, button))) return "other";
  if (states.includes("vanished")) return "vanished";
  return states.includes("unclickable") ? "unclickable" : "too-few";
};

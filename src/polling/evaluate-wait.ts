import { type Button, isButton, pressedButton } from "../model/action.js";
import type { Message } from "../model/message.js";

/** The button to wait for; `none` for a message that lacks it. */
export type WantedButton = "any" | "none" | Button;

/**
 * The state of a message that is waited for: not found yet, without an answer, answered by a button, deleted, or
 * without a button that could bring the answer.
 */
export type MessageState = "missing" | "pending" | Button | "gone" | "no-buttons";

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
  return { state: isDeleted ? "gone" : before.state, misses };
};

const stateOf = ({ answer, buttons }: Message, wanted: WantedButton): MessageState => {
  // Checked first: the API also sets a button that the message does not have.
  const pressed = pressedButton(answer);
  if (pressed !== undefined) return pressed;
  const canBePressed = buttons.some(({ type }) => (wanted === "any" ? isButton(type) : type === wanted));
  return canBePressed ? "pending" : "no-buttons";
};

/** A message, and the button that is wanted of it; a label can be another button in each message. */
export interface WaitedState {
  readonly state: MessageState;
  readonly wanted: WantedButton;
}

/** Why a wait cannot be met: other answers, deleted messages, messages without the button, or too few messages. */
export type Obstacle = "other" | "gone" | "no-buttons" | "too-few";

type WaitEvaluation =
  | { readonly kind: "undecided" }
  | { readonly kind: "met" }
  | { readonly kind: "impossible"; readonly because: Obstacle };

/**
 * Decides whether the wait is met, undecided, or impossible to meet.
 * @param needed how many messages need the wanted answer
 * @param mayGrow whether more messages may still arrive
 */
export const evaluateWait = (
  needed: number | "all",
  states: readonly WaitedState[],
  mayGrow: boolean,
): WaitEvaluation => {
  const met = states.filter(isWanted).length;
  const undecided = states.filter(({ state }) => state === "pending" || state === "missing").length;
  const need = needed === "all" ? Math.max(1, states.length) : needed;
  if (met >= need && !(needed === "all" && mayGrow)) return { kind: "met" };
  const possible = met + undecided + (mayGrow && needed !== "all" ? Number.POSITIVE_INFINITY : 0);
  const canBeMet = possible >= need || (mayGrow && states.length === 0);
  return canBeMet ? { kind: "undecided" } : { kind: "impossible", because: obstacle(states) };
};

export const isWanted = ({ state, wanted }: WaitedState): boolean =>
  wanted === "any" ? isAnswer({ state }) : state === wanted;

const isAnswer = ({ state }: Pick<WaitedState, "state">): boolean =>
  state === "primary" || state === "secondary";

const obstacle = (states: readonly WaitedState[]): Obstacle => {
  if (states.some((each) => isAnswer(each) && !isWanted(each))) return "other";
  const has = (wanted: MessageState) => states.some(({ state }) => state === wanted);
  if (has("gone")) return "gone";
  return has("no-buttons") ? "no-buttons" : "too-few";
};

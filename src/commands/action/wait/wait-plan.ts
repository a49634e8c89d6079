import { exitCodeOf } from "../../../failures/exit-codes.js";
import { Failure } from "../../../failures/failure.js";
import { BUTTONS, type Button } from "../../../model/action.js";
import type { ButtonSelector, Message } from "../../../model/message.js";
import type { WantedButton } from "../../../polling/evaluate-wait.js";
import { type PollInterval, pollInterval } from "../../../polling/schedule.js";
import { resolveButton } from "../resolve/resolve-button.js";
import type { ExitMapping, WaitActionInput } from "./wait.js";

const MAX_INTERVAL_MS = 15_000;

export interface WaitPlan {
  readonly interval: PollInterval;
  /** How many messages need the wanted answer. */
  readonly needed: number | "all";
  /** What is wanted of a message. @throws Failure for a label that it does not have */
  readonly goalIn: (message: Pick<Message, "buttons">) => MessageGoal;
  /** Whether several messages count together, and a transaction selects all of its messages. */
  readonly isMany: boolean;
}

/** What is wanted of one message: labels are other buttons in other messages. */
export interface MessageGoal {
  readonly wanted: WantedButton;
  /** Exit codes of a wait that a press of this message ended. */
  readonly exitCodes: Readonly<Partial<Record<Button, number>>>;
}

/** Checks the options against each other. @throws Failure E_USAGE, E_CONFLICT, E_INPUT, E_ENUM */
export const planWait = (input: WaitActionInput): WaitPlan => {
  const { selectors, button, needed, exitZero, map } = input;
  const interval = pollInterval(input, MAX_INTERVAL_MS);
  if (exitZero && map !== undefined) {
    throw new Failure("E_CONFLICT", "--exit-zero and --map can't be combined", {
      hint: ["Nothing was sent."],
    });
  }
  if (needed === undefined && selectors.length > 1) throw neededNotGiven(selectors.length);
  const mayBeMore = selectors.some(({ by }) => by === "transaction");
  if (typeof needed === "number" && needed > selectors.length && !mayBeMore) {
    throw new Failure("E_USAGE", `--quorum ${needed} is more than the number of messages`, {
      hint: [`You named ${selectors.length}. Nothing was sent.`],
    });
  }
  return {
    interval,
    needed: needed === undefined || needed === "any" ? 1 : needed,
    goalIn: (message) => messageGoal(button, map ?? [], message),
    isMany: needed !== undefined,
  };
};

const neededNotGiven = (count: number): Failure =>
  new Failure("E_INPUT", `${count} messages, but not how many must be answered`, {
    hint: ["Nothing was sent."],
    alternatives: [
      { words: ["--any"], when: "if one answer is enough" },
      { words: ["--all"], when: "if all must be answered" },
      { words: ["--quorum", "2"], when: "for a number of answers" },
    ],
  });

/** 0 for the wanted button and 20 for the other one, unless --map says otherwise. @throws Failure E_ENUM, E_AMBIGUOUS */
const messageGoal = (
  button: WaitActionInput["button"],
  mappings: readonly ExitMapping[],
  message: Pick<Message, "buttons">,
): MessageGoal => {
  // A message without buttons has no labels that a wrong one could be told from: nobody can press it.
  const resolve = (selector: ButtonSelector) =>
    message.buttons.length === 0 && "label" in selector ? "none" : resolveButton(selector, message);
  const wanted = button === "any" ? button : resolve(button);
  const success = wanted === "any" ? "primary" : wanted;
  const defaults = BUTTONS.map((each) => [each, exitCodeOf(each === success ? "ok" : "secondary")]);
  const mapped = mappings.map(({ button: each, code }) => [resolve(each), code]);
  return { wanted, exitCodes: Object.fromEntries([...defaults, ...mapped]) };
};

import { exitCodeOf } from "../../../failures/exit-codes.js";
import { Failure } from "../../../failures/failure.js";
import { BUTTONS, type Button } from "../../../model/action.js";
import { closest, didYouMean } from "../../../model/did-you-mean.js";
import type { WantedButton } from "../../../polling/awaited-message.js";
import { checkedInterval } from "../../../polling/checked-interval.js";
import type { WaitGoal } from "../../../polling/evaluate-wait.js";
import type { WaitActionInput } from "./wait-input.js";

export interface WaitPlan {
  readonly goal: WaitGoal;
  /** Several messages count together, and a transaction may have more than one. */
  readonly isMany: boolean;
  readonly exits: ExitMap;
}

/** What is to be waited for, once it is clear that it can be meant so. @throws Failure E_USAGE, E_CONFLICT, E_INPUT, E_ENUM */
export const waitPlan = ({ selectors, button, needed, pace, exitZero, map }: WaitActionInput): WaitPlan => {
  checkedInterval(pace);
  if (exitZero && map !== undefined) {
    throw new Failure("E_CONFLICT", "--exit-zero and --map exclude each other", {
      hint: ["Nothing was sent."],
    });
  }
  if (needed === undefined && selectors.length > 1) throw howMany(selectors.length);
  const mayBeMore = selectors.some(({ by }) => by === "transaction");
  if (typeof needed === "number" && needed > selectors.length && !mayBeMore) {
    throw new Failure("E_USAGE", `--quorum ${needed} is more than the messages that are named`, {
      hint: [`There are ${selectors.length}. Nothing was sent.`],
    });
  }
  return {
    goal: { button, needed: needed === "all" || typeof needed === "number" ? needed : 1 },
    isMany: needed !== undefined,
    exits: exitMap(button, map),
  };
};

const howMany = (count: number): Failure =>
  new Failure("E_INPUT", `${count} messages: how many of them have to be pressed is not said`, {
    hint: ["Nothing was sent."],
    alternatives: [
      { words: ["--any"], when: "one is enough" },
      { words: ["--all"], when: "every one" },
      { words: ["--quorum", "2"], when: "so many" },
    ],
  });

/** The exit code of a wait that a button ended. */
type ExitMap = Readonly<Record<Button, number>>;

/** Above it shells have meanings of their own: not found, not runnable, ended by a signal. */
const HIGHEST = 125;

/** The button that was waited for is 0, the other one 20; a user's codes go before. @throws Failure E_USAGE, E_ENUM */
const exitMap = (wanted: WantedButton, typed: string | undefined): ExitMap => {
  const asked = wanted === "any" ? "primary" : wanted;
  const codes = BUTTONS.map((button) => [button, exitCodeOf(button === asked ? "ok" : "secondary")] as const);
  const own = (typed?.split(",") ?? []).map((part) => readCode(part.trim()));
  return Object.fromEntries([...codes, ...own]) as ExitMap;
};

const readCode = (part: string): readonly [Button, number] => {
  const [, name = "", digits = ""] = /^([^=]*)=(\d{1,3})$/.exec(part) ?? [];
  const code = Number(digits);
  if (digits === "" || code > HIGHEST) {
    throw new Failure("E_USAGE", `--map: "${part}" is not button=code`, {
      hint: [`Write primary=0,secondary=1, with codes from 0 to ${HIGHEST}. Nothing was sent.`],
    });
  }
  const button = BUTTONS.find((word) => word === name);
  if (button !== undefined) return [button, code];
  const meant = closest(name, BUTTONS);
  throw new Failure("E_ENUM", `--map: "${name}" is not a button${didYouMean(meant)}`, {
    hint: ["Nothing was sent."],
    correction: meant === undefined ? undefined : { wrong: part, right: `${meant}=${code}` },
  });
};

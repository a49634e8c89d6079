import { exitCodeOf } from "../../../failures/exit-codes.js";
import { Failure } from "../../../failures/failure.js";
import { BUTTONS, type Button } from "../../../model/action.js";
import { closest, didYouMean } from "../../../model/did-you-mean.js";
import type { WaitGoal, WantedButton } from "../../../polling/evaluate-wait.js";
import { type PollInterval, pollInterval } from "../../../polling/schedule.js";
import type { WaitActionInput } from "./wait.js";

const MAX_INTERVAL_MS = 15_000;

export interface WaitPlan {
  readonly interval: PollInterval;
  readonly goal: WaitGoal;
  /** Whether several messages count together, and a transaction selects all of its messages. */
  readonly isMany: boolean;
  readonly exitCodes: ExitCodes;
}

/** Exit codes of a wait that a button ended. */
type ExitCodes = Readonly<Record<Button, number>>;

/** Checks the options against each other. @throws Failure E_USAGE, E_CONFLICT, E_INPUT, E_ENUM */
export const planWait = (input: WaitActionInput): WaitPlan => {
  const { selectors, button, needed, exitZero, map } = input;
  const interval = pollInterval(input, MAX_INTERVAL_MS);
  if (exitZero && map !== undefined) {
    throw new Failure("E_CONFLICT", "--exit-zero and --map exclude each other", {
      hint: ["Nothing was sent."],
    });
  }
  if (needed === undefined && selectors.length > 1) throw neededNotGiven(selectors.length);
  const mayBeMore = selectors.some(({ by }) => by === "transaction");
  if (typeof needed === "number" && needed > selectors.length && !mayBeMore) {
    throw new Failure("E_USAGE", `--quorum ${needed} is more than the messages that are named`, {
      hint: [`There are ${selectors.length}. Nothing was sent.`],
    });
  }
  return {
    interval,
    goal: { button, needed: needed === undefined || needed === "any" ? 1 : needed },
    isMany: needed !== undefined,
    exitCodes: exitCodesFor(button, map),
  };
};

const neededNotGiven = (count: number): Failure =>
  new Failure("E_INPUT", `${count} messages: how many of them have to be pressed is not said`, {
    hint: ["Nothing was sent."],
    alternatives: [
      { words: ["--any"], when: "one is enough" },
      { words: ["--all"], when: "every one" },
      { words: ["--quorum", "2"], when: "so many" },
    ],
  });

/** Shells use higher codes themselves: not found, not executable, ended by a signal. */
const MAX_EXIT_CODE = 125;

/** 0 for the wanted button and 20 for the other one, unless --map says otherwise. @throws Failure E_USAGE, E_ENUM */
const exitCodesFor = (wanted: WantedButton, map: string | undefined): ExitCodes => {
  const success = wanted === "any" ? "primary" : wanted;
  const defaults = BUTTONS.map((button) => [button, exitCodeOf(button === success ? "ok" : "secondary")]);
  const mapped = (map?.split(",") ?? []).map((part) => parseMapping(part.trim()));
  return Object.fromEntries([...defaults, ...mapped]) as ExitCodes;
};

const parseMapping = (part: string): readonly [Button, number] => {
  const [, name = "", digits = ""] = /^([^=]*)=(\d{1,3})$/.exec(part) ?? [];
  const code = Number(digits);
  if (digits === "" || code > MAX_EXIT_CODE) {
    throw new Failure("E_USAGE", `--map: "${part}" is not button=code`, {
      hint: [`Write primary=0,secondary=1, with codes from 0 to ${MAX_EXIT_CODE}. Nothing was sent.`],
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

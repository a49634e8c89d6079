import { Failure } from "../../../failures/failure.js";
import { checkedPace } from "../../../polling/checked-pace.js";
import type { WaitGoal } from "../../../polling/wait-verdict.js";
import { type ExitMap, exitMap } from "./exit-map.js";
import type { WaitActionInput } from "./wait-input.js";

export interface WaitPlan {
  readonly goal: WaitGoal;
  /** Several messages count together, and a transaction may have more than one. */
  readonly isMany: boolean;
  readonly exits: ExitMap;
}

/** What is to be waited for, once it is clear that it can be meant so. @throws Failure E_USAGE, E_CONFLICT, E_INPUT, E_ENUM */
export const waitPlan = ({ selectors, button, needed, pace, exitZero, map }: WaitActionInput): WaitPlan => {
  checkedPace(pace);
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

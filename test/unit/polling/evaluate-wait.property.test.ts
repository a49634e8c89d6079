import fc from "fast-check";
import { expect, test } from "vitest";
import {
  evaluateWait,
  isWanted,
  type MessageState,
  type WantedButton,
} from "../../../src/polling/evaluate-wait.js";

const state = fc.constantFrom<MessageState>(
  "missing",
  "pending",
  "primary",
  "secondary",
  "gone",
  "no-buttons",
);
const states = fc.array(state, { minLength: 1, maxLength: 8 });
interface WaitGoal {
  readonly button: WantedButton;
  readonly needed: number | "all";
}

const waited = ({ button }: WaitGoal, states: readonly MessageState[]) =>
  states.map((state) => ({ state, wanted: button }));

const evaluated = (goal: WaitGoal, states: readonly MessageState[], mayGrow: boolean) =>
  evaluateWait(goal.needed, waited(goal, states), mayGrow);

const goal = fc.record<WaitGoal>({
  button: fc.constantFrom("any", "primary", "secondary"),
  needed: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constant("all" as const)),
});

/** Every way in which the pending messages could still be answered. */
const futures = (now: readonly MessageState[]): MessageState[][] =>
  now.reduce<MessageState[][]>(
    (all, each) =>
      each === "pending" || each === "missing"
        ? all.flatMap((one) => (["pending", "primary", "secondary"] as const).map((next) => [...one, next]))
        : all.map((one) => [...one, each]),
    [[]],
  );

test("it is impossible exactly if no future of the pending messages meets the goal", () => {
  fc.assert(
    fc.property(goal, fc.array(state, { minLength: 1, maxLength: 5 }), (wanted, now) => {
      const canBeMet = futures(now).some((then) => evaluated(wanted, then, false).kind === "met");
      expect(evaluated(wanted, now, false).kind === "impossible").toBe(!canBeMet);
    }),
  );
});

test("it is met exactly if enough messages have the wanted answer", () => {
  fc.assert(
    fc.property(goal, states, (wanted, now) => {
      const count = waited(wanted, now).filter(isWanted).length;
      const need = wanted.needed === "all" ? now.length : wanted.needed;
      expect(evaluated(wanted, now, false).kind === "met").toBe(count >= need);
    }),
  );
});

test("the order of the messages does not matter", () => {
  fc.assert(
    fc.property(goal, states, fc.boolean(), (wanted, now, mayGrow) => {
      expect(evaluated(wanted, now.toReversed(), mayGrow)).toEqual(evaluated(wanted, now, mayGrow));
    }),
  );
});

test("while more messages may arrive, only all of them with another answer is impossible", () => {
  fc.assert(
    fc.property(goal, states, (wanted, now) => {
      const isHopeless = evaluated(wanted, now, true).kind === "impossible";
      if (wanted.needed !== "all") expect(isHopeless).toBe(false);
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import {
  evaluateWait,
  isWanted,
  type MessageState,
  type WaitGoal,
} from "../../../src/polling/evaluate-wait.js";

const state = fc.constantFrom<MessageState>(
  "missing",
  "pending",
  "primary",
  "secondary",
  "vanished",
  "unclickable",
);
const states = fc.array(state, { minLength: 1, maxLength: 8 });
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
      const canBeMet = futures(now).some((then) => evaluateWait(wanted, then, false).kind === "met");
      expect(evaluateWait(wanted, now, false).kind === "impossible").toBe(!canBeMet);
    }),
  );
});

test("it is met exactly if enough messages have the wanted answer", () => {
  fc.assert(
    fc.property(goal, states, (wanted, now) => {
      const count = now.filter((each) => isWanted(each, wanted.button)).length;
      const need = wanted.needed === "all" ? now.length : wanted.needed;
      expect(evaluateWait(wanted, now, false).kind === "met").toBe(count >= need);
    }),
  );
});

test("the order of the messages does not matter", () => {
  fc.assert(
    fc.property(goal, states, fc.boolean(), (wanted, now, mayGrow) => {
      expect(evaluateWait(wanted, now.toReversed(), mayGrow)).toEqual(evaluateWait(wanted, now, mayGrow));
    }),
  );
});

test("while more messages may arrive, only all of them with another answer is impossible", () => {
  fc.assert(
    fc.property(goal, states, (wanted, now) => {
      const isHopeless = evaluateWait(wanted, now, true).kind === "impossible";
      if (wanted.needed !== "all") expect(isHopeless).toBe(false);
    }),
  );
});

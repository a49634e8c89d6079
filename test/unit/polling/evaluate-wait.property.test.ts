import fc from "fast-check";
import { expect, test } from "vitest";
import type { AwaitedState } from "../../../src/polling/awaited-message.js";
import { evaluateWait, isAsWanted, type WaitGoal } from "../../../src/polling/evaluate-wait.js";

const standing = fc.constantFrom<AwaitedState>(
  "missing",
  "open",
  "primary",
  "secondary",
  "vanished",
  "unclickable",
);
const standings = fc.array(standing, { minLength: 1, maxLength: 8 });
const goal = fc.record<WaitGoal>({
  button: fc.constantFrom("any", "primary", "secondary"),
  needed: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constant("all" as const)),
});

/** Every way the open ones could still be answered. */
const futures = (now: readonly AwaitedState[]): AwaitedState[][] =>
  now.reduce<AwaitedState[][]>(
    (all, each) =>
      each === "open" || each === "missing"
        ? all.flatMap((one) => (["open", "primary", "secondary"] as const).map((next) => [...one, next]))
        : all.map((one) => [...one, each]),
    [[]],
  );

test("it is hopeless exactly when no future of the open ones meets the goal", () => {
  fc.assert(
    fc.property(goal, fc.array(standing, { minLength: 1, maxLength: 5 }), (wanted, now) => {
      const canBeMet = futures(now).some((then) => evaluateWait(wanted, then, false).kind === "met");
      expect(evaluateWait(wanted, now, false).kind === "hopeless").toBe(!canBeMet);
    }),
  );
});

test("it is met exactly when enough are answered as wanted", () => {
  fc.assert(
    fc.property(goal, standings, (wanted, now) => {
      const count = now.filter((each) => isAsWanted(each, wanted.button)).length;
      const need = wanted.needed === "all" ? now.length : wanted.needed;
      expect(evaluateWait(wanted, now, false).kind === "met").toBe(count >= need);
    }),
  );
});

test("the order of the messages means nothing", () => {
  fc.assert(
    fc.property(goal, standings, fc.boolean(), (wanted, now, mayGrow) => {
      expect(evaluateWait(wanted, now.toReversed(), mayGrow)).toEqual(evaluateWait(wanted, now, mayGrow));
    }),
  );
});

test("while more may come, nothing is hopeless but all of them with one that says no", () => {
  fc.assert(
    fc.property(goal, standings, (wanted, now) => {
      const isHopeless = evaluateWait(wanted, now, true).kind === "hopeless";
      if (wanted.needed !== "all") expect(isHopeless).toBe(false);
    }),
  );
});

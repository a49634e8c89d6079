import fc from "fast-check";
import { expect, test } from "vitest";
import type { Standing } from "../../../src/polling/awaited-message.js";
import { isAsWanted, type WaitGoal, waitVerdict } from "../../../src/polling/wait-verdict.js";

const standing = fc.constantFrom<Standing>(
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
const futures = (now: readonly Standing[]): Standing[][] =>
  now.reduce<Standing[][]>(
    (all, each) =>
      each === "open" || each === "missing"
        ? all.flatMap((one) => (["open", "primary", "secondary"] as const).map((next) => [...one, next]))
        : all.map((one) => [...one, each]),
    [[]],
  );

test("it is hopeless exactly when no future of the open ones meets the goal", () => {
  fc.assert(
    fc.property(goal, fc.array(standing, { minLength: 1, maxLength: 5 }), (wanted, now) => {
      const canBeMet = futures(now).some((then) => waitVerdict(wanted, then, false).kind === "met");
      expect(waitVerdict(wanted, now, false).kind === "hopeless").toBe(!canBeMet);
    }),
  );
});

test("it is met exactly when enough are answered as wanted", () => {
  fc.assert(
    fc.property(goal, standings, (wanted, now) => {
      const count = now.filter((each) => isAsWanted(each, wanted.button)).length;
      const need = wanted.needed === "all" ? now.length : wanted.needed;
      expect(waitVerdict(wanted, now, false).kind === "met").toBe(count >= need);
    }),
  );
});

test("the order of the messages means nothing", () => {
  fc.assert(
    fc.property(goal, standings, fc.boolean(), (wanted, now, mayGrow) => {
      expect(waitVerdict(wanted, now.toReversed(), mayGrow)).toEqual(waitVerdict(wanted, now, mayGrow));
    }),
  );
});

test("while more may come, nothing is hopeless but all of them with one that says no", () => {
  fc.assert(
    fc.property(goal, standings, (wanted, now) => {
      const isHopeless = waitVerdict(wanted, now, true).kind === "hopeless";
      if (wanted.needed !== "all") expect(isHopeless).toBe(false);
    }),
  );
});

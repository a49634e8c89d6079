import { expect, test } from "vitest";
import { benchModule } from "./bench-module.js";

const { TARGETS, evaluate } = await benchModule("targets.mjs");
const MEASURED = { calls: { ours: 30, peer: 20, sdk: 90 } };
const evaluated = (target: object) => evaluate({ part: "calls", numerator: "ours", ...target }, MEASURED);

test("a target limits a ratio by a maximum or a minimum", () => {
  expect(evaluated({ denominator: "peer", max: 1.5 })).toEqual({ value: 1.5, isMet: true });
  expect(evaluated({ denominator: "peer", max: 1.49 })).toEqual({ value: 1.5, isMet: false });
  expect(evaluated({ numerator: "sdk", denominator: "ours", min: 3 })).toEqual({ value: 3, isMet: true });
  expect(evaluated({ numerator: "sdk", denominator: "ours", min: 3.1 })).toEqual({ value: 3, isMet: false });
});

test("without a denominator it limits the value itself", () => {
  expect(evaluated({ max: 40 })).toEqual({ value: 30, isMet: true });
});

test.each([
  { denominator: "nobody", max: 9 },
  { numerator: "nobody", max: 9 },
  { part: "nothing", max: 9 },
])("what was not measured is not value: %j", (target) => {
  expect(evaluated(target)).toEqual({ value: undefined, isMet: false });
});

test("every target has one limit, for a part that is measured", () => {
  expect(TARGETS.length).toBeGreaterThan(10);
  for (const { title, part, max, min } of TARGETS) {
    expect(title).not.toBe("");
    expect(part).toMatch(/^(?:start-up|one-call|bulk|memory) (?:20|22)$/);
    expect([max, min].filter((limit) => limit !== undefined)).toHaveLength(1);
  }
});

import { expect, test } from "vitest";
import { benchModule } from "./bench-module.js";

const { FIGURES, judge } = await benchModule("figures.mjs");
const MEASURED = { calls: { ours: 30, peer: 20, sdk: 90 } };
const of = (figure: object) => judge({ part: "calls", of: "ours", ...figure }, MEASURED);

test("a figure is a ratio, held against the most or the least that was asked for", () => {
  expect(of({ over: "peer", most: 1.5 })).toEqual({ reached: 1.5, isReached: true });
  expect(of({ over: "peer", most: 1.49 })).toEqual({ reached: 1.5, isReached: false });
  expect(of({ of: "sdk", over: "ours", least: 3 })).toEqual({ reached: 3, isReached: true });
  expect(of({ of: "sdk", over: "ours", least: 3.1 })).toEqual({ reached: 3, isReached: false });
});

test("without a peer it is the value itself", () => {
  expect(of({ most: 40 })).toEqual({ reached: 30, isReached: true });
});

test.each([
  { over: "nobody", most: 9 },
  { of: "nobody", most: 9 },
  { part: "nothing", most: 9 },
])("what was not measured is not reached: %j", (figure) => {
  expect(of(figure)).toEqual({ reached: undefined, isReached: false });
});

test("every figure asks for something, of a part that is measured", () => {
  expect(FIGURES.length).toBeGreaterThan(10);
  for (const { work, part, most, least } of FIGURES) {
    expect(work).not.toBe("");
    expect(part).toMatch(/^(?:start-up|one-call|bulk|memory) (?:20|22)$/);
    expect([most, least].filter((limit) => limit !== undefined)).toHaveLength(1);
  }
});

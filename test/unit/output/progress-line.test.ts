import fc from "fast-check";
import { expect, test } from "vitest";
import { columnWidth } from "../../../src/output/fit-text.js";
import {
  createRateMeter,
  type Progress,
  progressLine,
  progressSentence,
} from "../../../src/output/show-progress.js";
import { plainStyle } from "../../../src/output/style.js";

const AT: Progress = { unit: "rows", done: 812, failed: 3, total: 5_000 };
const lineOf = (progress: Progress, width: number, perSecond: number | "too early" = 98) =>
  progressLine(progress, {
    perSecond: perSecond === "too early" ? undefined : perSecond,
    width,
    style: plainStyle,
    frame: "⠋",
  });

test("a wide terminal gets a bar and all parts", () => {
  expect(lineOf(AT, 100)).toBe(
    `${"█".repeat(4)}${"░".repeat(26)}  812 of 5000 rows · 16 % · 98/s · 43 s left · 3 failed`,
  );
});

test("with less room the bar gets shorter, then is dropped, then the least important parts", () => {
  expect(lineOf(AT, 70)).toBe("██░░░░░░░░░░░░░  812 of 5000 rows · 16 % · 98/s · 43 s left · 3 failed");
  expect(lineOf(AT, 62)).toBe("⠋ 812 of 5000 rows · 16 % · 98/s · 43 s left · 3 failed");
  expect(lineOf(AT, 52)).toBe("⠋ 812 of 5000 rows · 98/s · 43 s left · 3 failed");
  expect(lineOf(AT, 44)).toBe("⠋ 812 of 5000 rows · 43 s left · 3 failed");
  expect(lineOf(AT, 40)).toBe("█░░░░░░░░░░  812 of 5000 rows · 3 failed");
  expect(lineOf(AT, 34)).toBe("⠋ 812 of 5000 rows · 3 failed");
  expect(lineOf(AT, 24)).toBe("⠋ 812 of 5000 rows");
  expect(lineOf(AT, 12)).toBe("812 of 5000…");
});

test("without a total there is no bar, no share and no time left", () => {
  expect(lineOf({ ...AT, total: undefined }, 100)).toBe("⠋ 812 rows · 98/s · 3 failed");
});

test("at the beginning and at the end", () => {
  expect(lineOf({ unit: "rows", done: 0, failed: 0, total: 20_000 }, 60, "too early")).toBe(
    `${"░".repeat(30)}  0 of 20 000 rows · 0 %`,
  );
  expect(lineOf({ unit: "rows", done: 9_999, failed: 0, total: 10_000 }, 80, 0.25)).toContain(
    "9999 of 10 000 rows · 99 % · 0.3/s · 4 s left",
  );
  expect(lineOf({ unit: "rows", done: 10, failed: 0, total: 10 }, 80, 5)).toContain(
    "10 of 10 rows · 100 % · 5/s",
  );
  expect(lineOf({ unit: "rows", done: 0, failed: 0, total: 0 }, 80, "too early")).toBe("⠋ 0 of 0 rows");
  expect(lineOf({ unit: "rows", done: 5, failed: 0, total: 100 }, 80, 0)).not.toContain("left");
});

test("a log gets the same parts without a bar", () => {
  expect(progressSentence(AT, 98)).toBe("812 of 5000 rows · 16 % · 98/s · 43 s left · 3 failed");
});

test("no line is wider than the terminal, and none is empty", () => {
  const progress = fc.record({
    unit: fc.constantFrom("rows", "subscribers"),
    done: fc.nat(2_000_000),
    failed: fc.nat(2_000_000),
    total: fc.option(fc.nat(2_000_000), { nil: undefined }),
    note: fc.option(fc.string({ maxLength: 30, unit: "grapheme-ascii" }), { nil: undefined }),
  });
  const rate = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined });
  fc.assert(
    fc.property(progress, fc.integer({ min: 2, max: 300 }), rate, (state, width, perSecond) => {
      const line = progressLine(state, { perSecond, width, style: plainStyle, frame: "⠋" });
      expect(columnWidth(line)).toBeLessThanOrEqual(width);
      expect(line).not.toBe("");
      expect(line).not.toContain("\n");
    }),
  );
});

test("the rate is that of the last ten seconds", () => {
  const rate = createRateMeter();
  expect(rate(0, 0)).toBeUndefined();
  expect(rate(5, 500)).toBeUndefined();
  expect(rate(20, 1_000)).toBe(20);
  for (let at = 2; at <= 20; at += 1) rate(20, at * 1_000);
  expect(rate(20, 21_000)).toBe(0);
  expect(rate(120, 31_000)).toBe(10);
});

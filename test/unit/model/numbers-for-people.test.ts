import { expect, test } from "vitest";
import { elapsedText } from "../../../src/model/durations.js";
import { numberText } from "../../../src/model/number-text.js";

test.each([
  [0, "0 s"],
  [499, "0 s"],
  [43_200, "43 s"],
  [59_600, "1 m"],
  [72_000, "1 m 12 s"],
  [3_600_000, "1 h"],
  [7_500_000, "2 h 5 m"],
  [273_600_000, "3 d 4 h"],
  [-5, "0 s"],
])("%d ms are %s", (ms, text) => {
  expect(elapsedText(ms)).toBe(text);
});

test.each([
  [0, "0"],
  [1_204, "1204"],
  [9_999, "9999"],
  [10_000, "10 000"],
  [1_000_000, "1 000 000"],
  [123_456_789, "123 456 789"],
])("%d is %s", (count, text) => {
  expect(numberText(count)).toBe(text);
});

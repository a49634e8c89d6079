import { expect, test } from "vitest";
import { clockText, spanText } from "../../../src/model/durations.js";

test.each([
  [7_200_000, "2h"],
  [5_400_000, "90m"],
  [600_000, "10m"],
  [45_000, "45s"],
  [1_500, "1.5s"],
  [0, "0s"],
])("%d ms as it is typed: %s", (ms, text) => {
  expect(spanText(ms)).toBe(text);
});

test.each([
  [0, "0:00"],
  [7_999, "0:07"],
  [750_000, "12:30"],
  [3_909_000, "1:05:09"],
  [-5, "0:00"],
])("%d ms on a clock: %s", (ms, text) => {
  expect(clockText(ms)).toBe(text);
});

import { expect, test } from "vitest";
import { durationText } from "../../../src/model/durations.js";

test.each([
  [0, "0 s"],
  [400, "0.4 s"],
  [1_234, "1.2 s"],
  [60_000, "60 s"],
  [119_000, "119 s"],
  [120_000, "2 min"],
  [5_430_000, "90.5 min"],
  [7_200_000, "2 h"],
  [86_400_000, "1 day"],
  [129_600_000, "1.5 day"],
  [172_800_000, "2 days"],
  [1e12, "11574.1 days"],
  [Number.POSITIVE_INFINITY, "more than 100 years"],
])("%d ms is %s", (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

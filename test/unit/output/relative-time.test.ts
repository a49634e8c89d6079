import { expect, test } from "vitest";
import { relativeTime } from "../../../src/model/durations.js";

const NOW = Date.parse("2026-11-23T12:00:00.000Z");
const SECOND = 1_000;
const DAY = 86_400 * SECOND;

test.each([
  [0, "just now"],
  [-999, "just now"],
  [999, "just now"],
  [-SECOND, "1 second ago"],
  [-59 * SECOND, "59 seconds ago"],
  [-60 * SECOND, "1 minute ago"],
  [-3 * 60 * SECOND, "3 minutes ago"],
  [-3_599 * SECOND, "59 minutes ago"],
  [-3_600 * SECOND, "1 hour ago"],
  [-DAY + 1, "23 hours ago"],
  [-DAY, "1 day ago"],
  [-29 * DAY, "29 days ago"],
  [-30 * DAY, "1 month ago"],
  [-364 * DAY, "12 months ago"],
  [-365 * DAY, "1 year ago"],
  [-800 * DAY, "2 years ago"],
  [2 * DAY, "in 2 days"],
  [61 * SECOND, "in 1 minute"],
])("%i ms from now is “%s”", (distance, words) => {
  expect(relativeTime(new Date(NOW + distance).toISOString(), NOW)).toBe(words);
});

test.each(["", "yesterday-ish", "2026-13-45T00:00:00Z"])("what is no time is shown as it is: %j", (text) => {
  expect(relativeTime(text, NOW)).toBe(text);
});

import { expect, test } from "vitest";
import { nextRequestDelay } from "../../../src/polling/schedule.js";

const NOW = Date.parse("2026-11-25T06:00:00Z");

test.each<[string, number, Readonly<Record<string, string>>, number]>([
  ["nothing said", 200, {}, 0],
  ["some requests left", 200, { "ratelimit-remaining": "1", "ratelimit-reset": "4" }, 0],
  ["none left", 200, { "ratelimit-remaining": "0", "ratelimit-reset": "4" }, 4_250],
  ["none left, for less than a second", 200, { "ratelimit-remaining": "0", "ratelimit-reset": "0" }, 250],
  ["none left, nobody knows how long", 200, { "ratelimit-remaining": "0" }, 250],
  ["rubbish", 200, { "ratelimit-remaining": "few", "ratelimit-reset": "soon" }, 0],
  ["429 with seconds", 429, { "retry-after": "7" }, 7_000],
  ["429 with no time at all", 429, { "retry-after": "0" }, 250],
  ["429 with a date", 429, { "retry-after": "Wed, 25 Nov 2026 06:00:09 GMT" }, 9_000],
  ["429 with a reset alone", 429, { "ratelimit-reset": "3" }, 3_000],
  ["503 with seconds", 503, { "retry-after": "7" }, 7_000],
  ["500", 500, {}, 0],
  ["more than any server means", 503, { "retry-after": "100000000000" }, 3_600_000],
])("how long to leave the server alone: %s", (_, status, headers, ms) => {
  expect(nextRequestDelay({ status, headers }, NOW)).toBe(ms);
});

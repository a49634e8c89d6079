import fc from "fast-check";
import { expect, test } from "vitest";
import { retryAfterMs } from "../../../src/http/retry-after.js";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const DATE = "Tue, 24 Nov 2026 10:00:00 GMT";
const IN_5_S = "Tue, 24 Nov 2026 10:00:05 GMT";

test.each<[string, number, Record<string, string>, number | undefined]>([
  ["nothing", 503, {}, undefined],
  ["seconds", 503, { "retry-after": "7" }, 7_000],
  ["part of a second", 429, { "retry-after": "0.5" }, 500],
  ["no time", 503, { "retry-after": "0" }, 0],
  ["less than no time", 503, { "retry-after": "-3" }, 0],
  ["a date", 503, { "retry-after": IN_5_S }, 5_000],
  ["a date that is past", 503, { "retry-after": "Tue, 24 Nov 2026 09:59:00 GMT" }, 0],
  ["a date by a clock that is ahead of ours", 503, { "retry-after": IN_5_S, date: DATE }, 5_000],
  ["a word", 503, { "retry-after": "soon" }, undefined],
  ["an empty text", 503, { "retry-after": "" }, undefined],
  ["a day", 429, { "retry-after": "86400" }, 86_400_000],
  ["a reset where Retry-After is no time", 429, { "retry-after": "0", "ratelimit-reset": "4" }, 4_000],
  ["a reset where there is no Retry-After", 429, { "ratelimit-reset": "4" }, 4_000],
  ["Retry-After before a reset", 429, { "retry-after": "1", "ratelimit-reset": "4" }, 1_000],
  ["a reset of no time", 429, { "retry-after": "0", "ratelimit-reset": "0" }, 0],
  ["a reset that is a word", 429, { "ratelimit-reset": "soon" }, undefined],
  ["a reset with another status", 503, { "ratelimit-reset": "4" }, undefined],
])("the server asks for %s", (_what, status, headers, expected) => {
  const now = headers.date === undefined ? NOW : NOW - 3_600_000;
  expect(retryAfterMs({ status, headers }, now)).toBe(expected);
});

test("any header gives a time from 0 up, or none", () => {
  const text = fc.oneof(
    fc.string(),
    fc.double().map(String),
    fc.integer().map(String),
    fc.date().map(String),
  );
  const headers = fc.dictionary(fc.constantFrom("retry-after", "ratelimit-reset", "date"), text);
  fc.assert(
    fc.property(fc.constantFrom(429, 503, 409), headers, fc.integer(), (status, given, now) => {
      const ms = retryAfterMs({ status, headers: given }, now);
      expect(ms === undefined || ms >= 0).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { nextReadAt, type PollInterval } from "../../../src/polling/schedule.js";

const UNLIMITED = {
  now: 0,
  deadline: Number.POSITIVE_INFINITY,
  nextRequestAllowedAt: 0,
  mustReadAt: undefined,
};
const pollPause = (interval: PollInterval, reads: number, random: number): number =>
  nextReadAt(UNLIMITED, interval, reads, random);

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const pace = fc
  .record({ intervalMs: fc.integer({ min: 1, max: 60_000 }), more: fc.integer({ min: 0, max: 600_000 }) })
  .map(({ intervalMs, more }) => ({ intervalMs, maxIntervalMs: intervalMs + more }));

test("a pause stays within a fifth of the first and of the longest interval", () => {
  fc.assert(
    fc.property(pace, fc.integer({ min: 1, max: 10_000 }), random, (given, reads, dice) => {
      const ms = pollPause(given, reads, dice);
      expect(ms).toBeGreaterThanOrEqual(given.intervalMs * 0.799);
      expect(ms).toBeLessThanOrEqual(given.maxIntervalMs * 1.201);
    }),
  );
});

test("with the same random number no pause is shorter than the previous one", () => {
  fc.assert(
    fc.property(pace, fc.integer({ min: 1, max: 200 }), random, (given, reads, dice) => {
      expect(pollPause(given, reads + 1, dice)).toBeGreaterThanOrEqual(pollPause(given, reads, dice));
    }),
  );
});

test("the first pause is the interval, the last is the maximum", () => {
  const given = { intervalMs: 2_000, maxIntervalMs: 15_000 };
  expect([1, 2, 3, 9].map((reads) => pollPause(given, reads, 0.5))).toEqual([2_000, 3_000, 4_500, 15_000]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { nextReadAt } from "../../../src/polling/schedule.js";

const NOW = 1_000_000;
const PACE = { intervalMs: 2_000, maxIntervalMs: 15_000 };
const time = fc.integer({ min: NOW - 100_000, max: NOW + 100_000 });
const later = fc.integer({ min: NOW, max: NOW + 100_000 });
const dice = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("the next read is never after the deadline, and before the server allows it only at the deadline", () => {
  fc.assert(
    fc.property(
      later,
      time,
      fc.option(time, { nil: undefined }),
      fc.nat(50),
      dice,
      (deadline, nextRequestAllowedAt, mustReadAt, reads, random) => {
        const at = nextReadAt(
          { now: NOW, deadline, nextRequestAllowedAt, mustReadAt },
          PACE,
          reads + 1,
          random,
        );
        expect(at).toBeLessThanOrEqual(deadline);
        expect(at).toBeGreaterThanOrEqual(Math.min(NOW, deadline));
        if (at < deadline) expect(at).toBeGreaterThanOrEqual(nextRequestAllowedAt);
      },
    ),
  );
});

test("there is a read at the time until which a missing message may arrive", () => {
  const times = { now: NOW, deadline: NOW + 60_000, nextRequestAllowedAt: 0, mustReadAt: NOW + 500 };
  expect(nextReadAt(times, PACE, 9, 0.5)).toBe(NOW + 500);
  expect(nextReadAt({ ...times, mustReadAt: NOW - 1 }, PACE, 9, 0.5)).toBe(NOW + 15_000);
});

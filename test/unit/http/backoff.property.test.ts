import fc from "fast-check";
import { expect, test } from "vitest";
import { backoff, MIN_PAUSE_MS, maxPauseMs } from "../../../src/http/backoff.js";
import { always } from "../../support/always.js";

type BackoffDecision = ReturnType<typeof backoff>;

const PROMISE = "tries keep within their budget";

const budget = fc.record({
  maxTries: fc.integer({ min: 1, max: 20 }),
  maxWaitMs: fc.integer({ min: 1, max: 600_000 }),
});
const spent = fc.record({
  tries: fc.integer({ min: 1, max: 25 }),
  elapsedMs: fc.integer({ min: 0, max: 700_000 }),
});
const retryAfters = fc.oneof(
  fc.constantFrom(undefined, 0, Number.POSITIVE_INFINITY),
  fc.integer({ min: 1, max: 120_000 }),
  fc.double({ min: 0, noNaN: true }),
);
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const isPause = (plan: BackoffDecision): plan is Extract<BackoffDecision, { kind: "pause" }> =>
  plan.kind === "pause";

test("there is no pause after the last try, and no pause exceeds the time left", () => {
  always(
    PROMISE,

    fc.property(budget, spent, retryAfters, random, (limits, spentSoFar, retryAfterMs, randomValue) => {
      const plan = backoff(limits, spentSoFar, retryAfterMs, randomValue);
      if (!isPause(plan)) return;
      expect(spentSoFar.tries).toBeLessThan(limits.maxTries);
      expect(plan.ms).toBeGreaterThanOrEqual(0);
      expect(spentSoFar.elapsedMs + plan.ms).toBeLessThan(limits.maxWaitMs);
    }),
  );
});

test("Retry-After is honoured if it fits the time left; otherwise the tries end", () => {
  const retryAfter = fc.integer({ min: 1, max: 120_000 });
  always(
    PROMISE,

    fc.property(budget, spent, retryAfter, random, (limits, spentSoFar, retryAfterMs, randomValue) => {
      fc.pre(spentSoFar.tries < limits.maxTries);
      const plan = backoff(limits, spentSoFar, retryAfterMs, randomValue);
      const fits = spentSoFar.elapsedMs + retryAfterMs < limits.maxWaitMs;
      expect(isPause(plan)).toBe(fits);
      if (!isPause(plan)) {
        expect(plan.stopReason).toMatch(/^Novu asks to wait .*--max-wait/);
        return;
      }
      expect(plan.ms).toBeGreaterThanOrEqual(retryAfterMs);
      expect(plan.ms).toBeLessThanOrEqual(retryAfterMs + Math.min(retryAfterMs / 4, 1_000));
    }),
  );
});

test("without Retry-After the pause is between zero and a doubling bound; Retry-After: 0 has a minimum", () => {
  always(
    PROMISE,

    fc.property(spent, fc.constantFrom(undefined, 0), random, (spentSoFar, retryAfterMs, randomValue) => {
      const limits = { maxTries: 100, maxWaitMs: 10_000_000 };
      const plan = backoff(limits, spentSoFar, retryAfterMs, randomValue);
      if (!isPause(plan)) throw new Error("there was budget left");
      const bound = maxPauseMs(spentSoFar.tries);
      const jitter = randomValue * bound;
      expect(bound).toBe(Math.min(10_000, 500 * 2 ** (spentSoFar.tries - 1)));
      expect(plan.ms).toBe(retryAfterMs === 0 ? Math.max(MIN_PAUSE_MS, jitter) : jitter);
    }),
  );
});

test("a whole run keeps within its tries and its time", () => {
  const step = fc.record({
    tookMs: fc.integer({ min: 0, max: 20_000 }),
    retryAfterMs: retryAfters,
    randomValue: random,
  });
  always(
    PROMISE,

    fc.property(budget, fc.infiniteStream(step), (limits, steps) => {
      let elapsedMs = 0;
      let tries = 0;
      for (const { tookMs, retryAfterMs, randomValue } of steps) {
        tries += 1;
        elapsedMs += Math.min(tookMs, limits.maxWaitMs - elapsedMs);
        const plan = backoff(limits, { tries, elapsedMs }, retryAfterMs, randomValue);
        if (!isPause(plan)) break;
        elapsedMs += plan.ms;
      }
      expect(tries).toBeLessThanOrEqual(limits.maxTries);
      expect(elapsedMs).toBeLessThanOrEqual(limits.maxWaitMs);
    }),
  );
});

test.each<[number, number, number, string | undefined]>([
  [5, 0, 1_000, undefined],
  [1, 0, 86_400_000, "Novu asks to wait 1 day; --max-wait allows 60 s."],
  [1, 50_000, 20_000, "Novu asks to wait 20 s; 10 s of --max-wait 60 s are left."],
  [1, 60_000, 0, "--max-wait allows 60 s in total."],
])("the end after %i tries and %i ms, asked to wait %i ms", (tries, elapsedMs, retryAfterMs, stopReason) => {
  expect(backoff({ maxTries: 5, maxWaitMs: 60_000 }, { tries, elapsedMs }, retryAfterMs, 0.5)).toEqual({
    kind: "stop",
    stopReason,
  });
});

test("the spread is left out if it would exceed the time left", () => {
  const plan = backoff({ maxTries: 5, maxWaitMs: 60_000 }, { tries: 1, elapsedMs: 0 }, 59_900, 0.99);
  expect(plan).toEqual({ kind: "pause", ms: 59_900 });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { type BackoffDecision, backoff, LEAST_MS, longestPause } from "../../../src/http/backoff.js";
import { always } from "../../support/always.js";

const PROMISE = "tries keep within their budget";

const budget = fc.record({
  tries: fc.integer({ min: 1, max: 20 }),
  maxWaitMs: fc.integer({ min: 1, max: 600_000 }),
});
const spent = fc.record({
  tries: fc.integer({ min: 1, max: 25 }),
  elapsedMs: fc.integer({ min: 0, max: 700_000 }),
});
const asked = fc.oneof(
  fc.constantFrom(undefined, 0, Number.POSITIVE_INFINITY),
  fc.integer({ min: 1, max: 120_000 }),
  fc.double({ min: 0, noNaN: true }),
);
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const isPause = (plan: BackoffDecision): plan is Extract<BackoffDecision, { kind: "pause" }> =>
  plan.kind === "pause";

test("no pause after the last try, and none that reaches the end of the time", () => {
  always(
    PROMISE,

    fc.property(budget, spent, asked, random, (most, soFar, ask, dice) => {
      const plan = backoff(most, soFar, ask, dice);
      if (!isPause(plan)) return;
      expect(soFar.tries).toBeLessThan(most.tries);
      expect(plan.ms).toBeGreaterThanOrEqual(0);
      expect(soFar.elapsedMs + plan.ms).toBeLessThan(most.maxWaitMs);
    }),
  );
});

test("what the server asks for is kept when it fits, and is the end when it does not", () => {
  const wish = fc.integer({ min: 1, max: 120_000 });
  always(
    PROMISE,

    fc.property(budget, spent, wish, random, (most, soFar, ask, dice) => {
      fc.pre(soFar.tries < most.tries);
      const plan = backoff(most, soFar, ask, dice);
      const fits = soFar.elapsedMs + ask < most.maxWaitMs;
      expect(isPause(plan)).toBe(fits);
      if (!isPause(plan)) {
        expect(plan.because).toMatch(/^Novu asks to wait .*--max-wait allows/);
        return;
      }
      expect(plan.ms).toBeGreaterThanOrEqual(ask);
      expect(plan.ms).toBeLessThanOrEqual(ask + Math.min(ask / 4, 1_000));
    }),
  );
});

test("without a wish the pause lies between nothing and a bound that doubles; a wish for no time has a floor", () => {
  always(
    PROMISE,

    fc.property(spent, fc.constantFrom(undefined, 0), random, (soFar, ask, dice) => {
      const most = { tries: 100, maxWaitMs: 10_000_000 };
      const plan = backoff(most, soFar, ask, dice);
      if (!isPause(plan)) throw new Error("there was budget left");
      const bound = longestPause(soFar.tries);
      const jitter = dice * bound;
      expect(bound).toBe(Math.min(10_000, 500 * 2 ** (soFar.tries - 1)));
      expect(plan.ms).toBe(ask === 0 ? Math.max(LEAST_MS, jitter) : jitter);
    }),
  );
});

test("a whole run keeps to attempts and time, whatever it meets", () => {
  const step = fc.record({ tookMs: fc.integer({ min: 0, max: 20_000 }), ask: asked, dice: random });
  always(
    PROMISE,

    fc.property(budget, fc.infiniteStream(step), (most, steps) => {
      let elapsedMs = 0;
      let tries = 0;
      for (const { tookMs, ask, dice } of steps) {
        tries += 1;
        elapsedMs += Math.min(tookMs, most.maxWaitMs - elapsedMs);
        const plan = backoff(most, { tries, elapsedMs }, ask, dice);
        if (!isPause(plan)) break;
        elapsedMs += plan.ms;
      }
      expect(tries).toBeLessThanOrEqual(most.tries);
      expect(elapsedMs).toBeLessThanOrEqual(most.maxWaitMs);
    }),
  );
});

test.each<[number, number, number, string | undefined]>([
  [5, 0, 1_000, undefined],
  [1, 0, 86_400_000, "Novu asks to wait 1 day; --max-wait allows 60 s."],
  [1, 50_000, 20_000, "Novu asks to wait 20 s; of the 60 s that --max-wait allows, 10 s are left."],
  [1, 60_000, 0, "--max-wait allows 60 s for all tries and pauses together."],
])("the end after %i tries and %i ms, asked to wait %i ms", (tries, elapsedMs, ask, because) => {
  expect(backoff({ tries: 5, maxWaitMs: 60_000 }, { tries, elapsedMs }, ask, 0.5)).toEqual({
    kind: "stop",
    because,
  });
});

test("the spread of a wish that just fits does not push it out of the time", () => {
  const plan = backoff({ tries: 5, maxWaitMs: 60_000 }, { tries: 1, elapsedMs: 0 }, 59_900, 0.99);
  expect(plan).toEqual({ kind: "pause", ms: 59_900 });
});

import type { RatePolicy } from "./rate-policy.js";

const SECOND_MS = 1_000;
/** What leaves here evenly arrives less so; a window of the server's must not see more than was allowed. */
const HEADROOM = 1.02;
/** A timer that is late by no more than that costs no speed: what was missed is caught up. */
const CATCH_UP_MS = 100;

/**
 * Even steps, and never more than `count` in any time of `perMs`; of a longer time's count, never more than its
 * share in any second either.
 */
export const createSteadyPolicy = ({
  count,
  perMs,
}: {
  readonly count: number;
  readonly perMs: number;
}): Omit<RatePolicy, "onFeedback"> => {
  const step = (perMs / count) * HEADROOM;
  const windows = [createWindow(count, perMs * HEADROOM)];
  if (perMs > SECOND_MS && step < SECOND_MS)
    windows.push(createWindow(Math.floor((count * SECOND_MS) / perMs), SECOND_MS * HEADROOM));
  let due = Number.NEGATIVE_INFINITY;
  return {
    waitMs: (now) =>
      windows.reduce(
        (wait, window) => Math.max(wait, window.waitMs(now)),
        Math.max(0, due - CATCH_UP_MS - now),
      ),
    started: (now) => {
      due = Math.max(now, due) + step;
      for (const window of windows) window.started(now);
    },
  };
};

/** The last `count` starts; the next one has to be so much later than the first of them. */
const createWindow = (count: number, ms: number): Omit<RatePolicy, "onFeedback"> => {
  const starts = new Float64Array(Math.max(1, count)).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  return {
    waitMs: (now) => Math.max(0, (starts[oldest] ?? now) + ms - now),
    started: (now) => {
      starts[oldest] = now;
      oldest = (oldest + 1) % starts.length;
    },
  };
};

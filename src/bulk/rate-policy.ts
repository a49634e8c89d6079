import type { rateState } from "../http/rate-state.js";
import { unitMs } from "../model/durations.js";

type RateState = NonNullable<ReturnType<typeof rateState>>;

/** How fast requests may follow each other. `adaptive`: as fast as the server's RateLimit headers allow. */
export type Rate = { readonly kind: "unlimited" } | FixedRate | { readonly kind: "adaptive" };

interface FixedRate {
  readonly kind: "at-most";
  readonly count: number;
  readonly perMs: number;
}

const MAX_COUNT = 100_000;

/** `50/s`, `3000/m`, `100/h` or `unlimited`; undefined for any other text, including a rate of 0. */
export const parseRate = (text: string): Rate | undefined => {
  if (text === "unlimited") return { kind: "unlimited" };
  const [, digits = "", unit = ""] = /^(\d{1,7})\/([smh])$/.exec(text) ?? [];
  const count = Number(digits);
  const perMs = unitMs(unit, ["s", "m", "h"]);
  return perMs === undefined || count < 1 || count > MAX_COUNT
    ? undefined
    : { kind: "at-most", count, perMs };
};

/** What one response says about the rate limit. */
interface RateFeedback {
  /** From its RateLimit headers. */
  readonly rateState: RateState | undefined;
  /** How long the server accepts no requests, ms. */
  readonly pauseMs: number | undefined;
  /** Other requests in flight that count toward the same limit. */
  readonly inFlight: number;
}

/** Decides when the next request may be sent. Times are in ms of a monotonic clock. */
interface RatePolicy {
  /** ms until the next request may be sent, 0 for now. */
  readonly waitMs: (now: number) => number;
  readonly recordStart: (now: number) => void;
  readonly onFeedback: (feedback: RateFeedback, now: number) => void;
}

type Schedule = Omit<RatePolicy, "onFeedback">;

/** A pause that the server asks for is respected at any rate. */
export const createRatePolicy = (rate: Rate): RatePolicy => {
  const policy = policyFor(rate);
  let pausedUntil = Number.NEGATIVE_INFINITY;
  return {
    waitMs: (now) => Math.max(0, pausedUntil - now, policy.waitMs(now)),
    recordStart: policy.recordStart,
    onFeedback: (feedback, now) => {
      if (feedback.pauseMs !== undefined) pausedUntil = Math.max(pausedUntil, now + feedback.pauseMs);
      policy.onFeedback(feedback, now);
    },
  };
};

const policyFor = (rate: Rate): RatePolicy => {
  if (rate.kind === "adaptive") return createAdaptivePolicy();
  if (rate.kind === "at-most") return { ...createSteadySchedule(rate), onFeedback: () => {} };
  return { waitMs: () => 0, recordStart: () => {}, onFeedback: () => {} };
};

/** Until the first RateLimit headers: less than Novu's smallest limit (docs/novu-api.md, "Rate limits"). */
const WITHOUT_HEADERS = { count: 10, perMs: 1_000 } as const;

/**
 * As fast as the server's bucket is refilled, and slower while too few requests remain until the reset. Novu refills
 * its bucket only once it is empty, so a falling `Remaining` is no reason to wait unless `Reset` says that the refill
 * is still to come (docs/novu-api.md, "Rate limits").
 */
const createAdaptivePolicy = (): RatePolicy => {
  let limit: Pick<RateState, "limit" | "windowMs"> | undefined;
  let steady = createSteadySchedule(WITHOUT_HEADERS);
  let remaining = Number.POSITIVE_INFINITY;
  let refillAt = Number.NEGATIVE_INFINITY;
  let lastStart = Number.NEGATIVE_INFINITY;

  const applyRateState = (state: RateState, now: number): void => {
    if (limit?.limit === state.limit && limit.windowMs === state.windowMs) return;
    limit = state;
    steady = createSteadySchedule({ count: state.limit, perMs: state.windowMs });
    steady.recordStart(now);
  };

  /** Spreads the remaining requests over the time until the refill. */
  const waitForRefillMs = (now: number): number => {
    if (now >= refillAt) return 0;
    if (remaining < 1) return refillAt - now;
    return Math.max(0, Math.min(refillAt, lastStart + (refillAt - lastStart) / (remaining + 1)) - now);
  };

  return {
    waitMs: (now) => Math.max(steady.waitMs(now), waitForRefillMs(now)),
    recordStart: (now) => {
      steady.recordStart(now);
      remaining -= 1;
      lastStart = now;
    },
    onFeedback: ({ rateState, inFlight }, now) => {
      if (rateState === undefined) return;
      applyRateState(rateState, now);
      if (rateState.remaining === undefined || rateState.resetMs === undefined) return;
      remaining = Math.max(0, rateState.remaining - inFlight);
      refillAt = now + rateState.resetMs;
    },
  };
};

const SECOND_MS = 1_000;
/** Network jitter can bunch requests, so run 2 % below the limit. */
const HEADROOM = 1.02;
/** After a timer that is late by up to this, the next requests are sent sooner to make up for it. */
const CATCH_UP_MS = 100;

/**
 * Spaces requests evenly, with at most `count` in any window of `perMs`. If the window is longer than a second, each
 * second is limited to its share too.
 */
const createSteadySchedule = ({ count, perMs }: Pick<FixedRate, "count" | "perMs">): Schedule => {
  const stepMs = (perMs / count) * HEADROOM;
  const windows = [createSlidingWindow(count, perMs * HEADROOM)];
  if (perMs > SECOND_MS && stepMs < SECOND_MS)
    windows.push(createSlidingWindow(Math.floor((count * SECOND_MS) / perMs), SECOND_MS * HEADROOM));
  let due = Number.NEGATIVE_INFINITY;
  return {
    waitMs: (now) =>
      windows.reduce(
        (wait, window) => Math.max(wait, window.waitMs(now)),
        Math.max(0, due - CATCH_UP_MS - now),
      ),
    recordStart: (now) => {
      due = Math.max(now, due) + stepMs;
      for (const window of windows) window.recordStart(now);
    },
  };
};

/** Keeps the times of the last `count` starts: the next one must be at least `ms` after the first of them. */
const createSlidingWindow = (count: number, ms: number): Schedule => {
  const starts = new Float64Array(Math.max(1, count)).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  return {
    waitMs: (now) => Math.max(0, (starts[oldest] ?? now) + ms - now),
    recordStart: (now) => {
      starts[oldest] = now;
      oldest = (oldest + 1) % starts.length;
    },
  };
};

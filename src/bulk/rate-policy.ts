import type { RateState } from "../http/rate-state.js";
import { unitMs } from "../model/durations.js";

/** How fast requests may follow each other. `adaptive`: as fast as the server's RateLimit headers allow. */
export type Rate = { readonly kind: "unlimited" } | AtMost | { readonly kind: "adaptive" };

interface AtMost {
  readonly kind: "at-most";
  readonly count: number;
  readonly perMs: number;
}

const MAX_COUNT = 100_000;

/** `50/s`, `3000/m`, `100/h` or `unlimited`; undefined for anything else, a rate of 0 included. */
export const parseRate = (text: string): Rate | undefined => {
  if (text === "unlimited") return { kind: "unlimited" };
  const [, digits = "", unit = ""] = /^(\d{1,7})\/([smh])$/.exec(text) ?? [];
  const count = Number(digits);
  const perMs = unitMs(unit, ["s", "m", "h"]);
  return perMs === undefined || count < 1 || count > MAX_COUNT
    ? undefined
    : { kind: "at-most", count, perMs };
};

/** What one response says about the pace. */
export interface RateFeedback {
  /** From its RateLimit headers. */
  readonly budget: RateState | undefined;
  /** How long the server wants no requests, ms. */
  readonly pauseMs: number | undefined;
  /** Requests that are still in flight and count in the same budget. */
  readonly inFlight: number;
}

/** Decides when the next request may be sent. It is given the time, in ms of a clock that never goes back. */
export interface RatePolicy {
  /** ms until the next request may be sent, 0 for now. */
  readonly waitMs: (now: number) => number;
  readonly started: (now: number) => void;
  readonly onFeedback: (feedback: RateFeedback, now: number) => void;
}

type Schedule = Omit<RatePolicy, "onFeedback">;

/** Whatever the rate, a pause that the server asks for is kept. */
export const createRatePolicy = (rate: Rate): RatePolicy => {
  const inner = policyFor(rate);
  let pausedUntil = Number.NEGATIVE_INFINITY;
  return {
    waitMs: (now) => Math.max(0, pausedUntil - now, inner.waitMs(now)),
    started: inner.started,
    onFeedback: (feedback, now) => {
      if (feedback.pauseMs !== undefined) pausedUntil = Math.max(pausedUntil, now + feedback.pauseMs);
      inner.onFeedback(feedback, now);
    },
  };
};

const policyFor = (rate: Rate): RatePolicy => {
  if (rate.kind === "adaptive") return createAdaptivePolicy();
  if (rate.kind === "at-most") return { ...createSteadySchedule(rate), onFeedback: () => {} };
  return { waitMs: () => 0, started: () => {}, onFeedback: () => {} };
};

/** Until there are RateLimit headers: less than Novu's smallest limit (docs/novu-api.md, "Rate limits"). */
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

  const follow = (budget: RateState, now: number): void => {
    if (limit?.limit === budget.limit && limit.windowMs === budget.windowMs) return;
    limit = budget;
    steady = createSteadySchedule({ count: budget.limit, perMs: budget.windowMs });
    steady.started(now);
  };

  /** Spreads what remains over the time until the refill. */
  const waitForRefillMs = (now: number): number => {
    if (now >= refillAt) return 0;
    if (remaining < 1) return refillAt - now;
    return Math.max(0, Math.min(refillAt, lastStart + (refillAt - lastStart) / (remaining + 1)) - now);
  };

  return {
    waitMs: (now) => Math.max(steady.waitMs(now), waitForRefillMs(now)),
    started: (now) => {
      steady.started(now);
      remaining -= 1;
      lastStart = now;
    },
    onFeedback: ({ budget, inFlight }, now) => {
      if (budget === undefined) return;
      follow(budget, now);
      if (budget.remaining === undefined || budget.resetMs === undefined) return;
      remaining = Math.max(0, budget.remaining - inFlight);
      refillAt = now + budget.resetMs;
    },
  };
};

const SECOND_MS = 1_000;
/** Requests that leave evenly arrive less evenly; even so the server must not see more in a window than it allows. */
const HEADROOM = 1.02;
/** A timer that is late by up to this costs no speed: the next requests make up for it. */
const CATCH_UP_MS = 100;

/**
 * Even steps, and never more than `count` in any window of `perMs`. If the window is longer than a second, no second
 * gets more than its share either.
 */
const createSteadySchedule = ({ count, perMs }: Pick<AtMost, "count" | "perMs">): Schedule => {
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

/** Keeps the times of the last `count` starts: the next start has to come `ms` after the first of them. */
const createWindow = (count: number, ms: number): Schedule => {
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

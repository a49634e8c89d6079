import type { RateState } from "../http/rate-state.js";
import { createAdaptivePolicy } from "./adaptive-policy.js";
import type { Rate } from "./rate.js";
import { createSteadyPolicy } from "./steady-policy.js";

/** What one answer says about how fast to go on. */
export interface RateFeedback {
  /** The budget of requests, where the answer tells it. */
  readonly budget: RateState | undefined;
  /** So long the server wants nothing more, ms. */
  readonly pauseMs: number | undefined;
  /** Requests still under way that count in the same budget. */
  readonly inFlight: number;
}

/** Decides when the next request may be sent. Knows no clock: it is given the time, ms, which never goes back. */
export interface RatePolicy {
  /** ms until the next request may be sent; 0 for at once. */
  readonly waitMs: (now: number) => number;
  /** One is sent now. */
  readonly started: (now: number) => void;
  readonly onFeedback: (news: RateFeedback, now: number) => void;
}

/** A server that asks to be left alone is, whatever the rate. */
export const createRatePolicy = (rate: Rate): RatePolicy => {
  const inner = ratePolicyOf(rate);
  let pausedUntil = Number.NEGATIVE_INFINITY;
  return {
    waitMs: (now) => Math.max(0, pausedUntil - now, inner.waitMs(now)),
    started: inner.started,
    onFeedback: (news, now) => {
      if (news.pauseMs !== undefined) pausedUntil = Math.max(pausedUntil, now + news.pauseMs);
      inner.onFeedback(news, now);
    },
  };
};

const ratePolicyOf = (rate: Rate): RatePolicy => {
  if (rate.kind === "adaptive") return createAdaptivePolicy();
  if (rate.kind === "at-most") return { ...createSteadyPolicy(rate), onFeedback: () => {} };
  return { waitMs: () => 0, started: () => {}, onFeedback: () => {} };
};

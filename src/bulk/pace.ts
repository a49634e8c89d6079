import type { RateState } from "../http/rate-state.js";
import { createBudgetPace } from "./budget-pace.js";
import type { Rate } from "./rate.js";
import { createSteadyPace } from "./steady-pace.js";

/** What one answer says about how fast to go on. */
export interface PaceNews {
  /** The budget of requests, where the answer tells it. */
  readonly budget: RateState | undefined;
  /** So long the server wants nothing more, ms. */
  readonly pauseMs: number | undefined;
  /** Requests still under way that count in the same budget. */
  readonly inFlight: number;
}

/** Decides when the next request may be sent. Knows no clock: it is given the time, ms, which never goes back. */
export interface Pace {
  /** ms until the next request may be sent; 0 for at once. */
  readonly waitMs: (now: number) => number;
  /** One is sent now. */
  readonly started: (now: number) => void;
  readonly heard: (news: PaceNews, now: number) => void;
}

/** A server that asks to be left alone is, whatever the rate. */
export const createPace = (rate: Rate): Pace => {
  const inner = paceOf(rate);
  let pausedUntil = Number.NEGATIVE_INFINITY;
  return {
    waitMs: (now) => Math.max(0, pausedUntil - now, inner.waitMs(now)),
    started: inner.started,
    heard: (news, now) => {
      if (news.pauseMs !== undefined) pausedUntil = Math.max(pausedUntil, now + news.pauseMs);
      inner.heard(news, now);
    },
  };
};

const paceOf = (rate: Rate): Pace => {
  if (rate.kind === "observed") return createBudgetPace();
  if (rate.kind === "at-most") return { ...createSteadyPace(rate), heard: () => {} };
  return { waitMs: () => 0, started: () => {}, heard: () => {} };
};

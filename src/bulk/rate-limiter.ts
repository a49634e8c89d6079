import { setMaxListeners } from "node:events";
import type { Http } from "../http/http.js";
import type { RateGate } from "./bulk-types.js";
import type { Rate } from "./rate.js";
import { createRateGate } from "./rate-gate.js";
import { createRateLimitedHttp } from "./rate-limited-http.js";
import { createRatePolicy } from "./rate-policy.js";

export interface RateLimiterOptions {
  /** ms, steady: it has to go on evenly when somebody sets the clock. */
  readonly now: () => number;
  /** ms since the epoch, for a `Retry-After` that is a date. */
  readonly dateNow: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** When it comes nobody waits for a turn any more. */
  readonly signal: AbortSignal;
}

/** One pace for the rows of a run and for all that is sent for them. */
export interface RateLimiter {
  /** For `runRows`. */
  readonly gate: RateGate;
  /** For `ConnectHow.client`. */
  readonly through: (http: Http) => Http;
}

export const createRateLimiter = (rate: Rate, options: RateLimiterOptions): RateLimiter => {
  // Everybody who waits listens to it; Node would warn of the eleventh on the user's screen.
  setMaxListeners(0, options.signal);
  const policy = createRatePolicy(rate);
  const gate = createRateGate(policy, options);
  return {
    gate,
    through: (http) =>
      createRateLimitedHttp(http, { ...options, gate, policy, limitsReads: rate.kind === "at-most" }),
  };
};

import type { RateState } from "../http/rate-state.js";
import type { RatePolicy } from "./rate-policy.js";
import { createSteadyPolicy } from "./steady-policy.js";

/** Without `RateLimit` headers: less than Novu's smallest limit (docs/novu-api.md, "Rate limits"). */
const WITHOUT_WORD = { count: 10, perMs: 1_000 } as const;

/**
 * As fast as the server's bucket is refilled, and slower while too few requests remain until the reset. Novu refills
 * its bucket only once it is empty, so a falling `Remaining` is no reason to wait unless `Reset` says that the refill
 * is still to come (docs/novu-api.md, "Rate limits").
 */
export const createAdaptivePolicy = (): RatePolicy => {
  let known: Pick<RateState, "limit" | "windowMs"> | undefined;
  let steady = createSteadyPolicy(WITHOUT_WORD);
  let left = Number.POSITIVE_INFINITY;
  let refillAt = Number.NEGATIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;

  const follow = ({ limit, windowMs }: RateState, now: number): void => {
    if (known?.limit === limit && known.windowMs === windowMs) return;
    known = { limit, windowMs };
    steady = createSteadyPolicy({ count: limit, perMs: windowMs });
    steady.started(now);
  };

  /** What is left is spread over the time until there is more. */
  const scarcityMs = (now: number): number => {
    if (now >= refillAt) return 0;
    if (left < 1) return refillAt - now;
    return Math.max(0, Math.min(refillAt, last + (refillAt - last) / (left + 1)) - now);
  };

  return {
    waitMs: (now) => Math.max(steady.waitMs(now), scarcityMs(now)),
    started: (now) => {
      steady.started(now);
      left -= 1;
      last = now;
    },
    onFeedback: ({ budget, inFlight }, now) => {
      if (budget === undefined) return;
      follow(budget, now);
      if (budget.remaining === undefined || budget.resetMs === undefined) return;
      left = Math.max(0, budget.remaining - inFlight);
      refillAt = now + budget.resetMs;
    },
  };
};

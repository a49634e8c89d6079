import { retryAfterMs } from "./backoff.js";
import type { HttpResponse } from "./http.js";

/** Novu says 0 for less than a second (docs/novu-api.md, "Rate limits"). */
const LEAST_MS = 250;
/** No server is taken to mean more than this; timers cannot wait for what some could say. */
const LONGEST_MS = 3_600_000;

/**
 * How long the next request has to wait after this answer, ms, whatever its status: `Retry-After`, or the time until
 * the reset if no request remains (docs/novu-api.md, "Rate limits"). 0 if there is no reason to wait.
 * @param now ms since the epoch
 */
export const nextRequestDelay = (response: Pick<HttpResponse, "status" | "headers">, now: number): number => {
  const asked = retryAfterMs(response, now) ?? resetOfUsedUp(response);
  return asked === undefined ? 0 : Math.min(LONGEST_MS, Math.max(LEAST_MS, asked));
};

/** In whole seconds, by a clock that is not ours: hence a little longer. */
const resetOfUsedUp = ({ headers }: Pick<HttpResponse, "headers">): number | undefined => {
  const [remaining, reset] = [headers["ratelimit-remaining"], headers["ratelimit-reset"]].map((text) =>
    Number(text || Number.NaN),
  );
  const isUsedUp = remaining !== undefined && remaining < 1;
  return isUsedUp ? (reset || 0) * 1_000 + LEAST_MS : undefined;
};

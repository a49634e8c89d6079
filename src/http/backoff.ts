import { durationText } from "../model/durations.js";

/** Limits for one request, or for one session of several requests. */
export interface RetryLimits {
  /** Including the first try. */
  readonly maxTries: number;
  /** For all tries and pauses together, ms. */
  readonly maxWaitMs: number;
}

interface RetryUsage {
  readonly tries: number;
  readonly elapsedMs: number;
}

/** What to do after a failed try. `stopReason` is a sentence; undefined if the tries are used up. */
type BackoffDecision =
  | { readonly kind: "pause"; readonly ms: number }
  | { readonly kind: "stop"; readonly stopReason: string | undefined };

const FIRST_MS = 500;
const MAX_MS = 10_000;
/** Minimum pause: Novu sends 0 for less than a second (docs/novu-api.md, "Rate limits"). */
export const MIN_PAUSE_MS = 250;
/** Spreads out clients that the server told to wait for the same time. */
const MAX_SPREAD_MS = 1_000;

/**
 * Full jitter: a random pause up to a bound that doubles with each try. Never shorter than the server requests, and never
 * longer than the time left.
 * @param retryAfter see `retryAfterMs`
 * @param random in [0, 1)
 */
export const backoff = (
  { maxTries, maxWaitMs }: RetryLimits,
  spent: RetryUsage,
  retryAfter: number | undefined,
  random: number,
): BackoffDecision => {
  if (spent.tries >= maxTries) return { kind: "stop", stopReason: undefined };
  const leftMs = maxWaitMs - spent.elapsedMs;
  const jitter = random * maxPauseMs(spent.tries);
  if (retryAfter === undefined || retryAfter === 0) {
    const ms = retryAfter === 0 ? Math.max(MIN_PAUSE_MS, jitter) : jitter;
    return ms < leftMs ? { kind: "pause", ms } : { kind: "stop", stopReason: timeIsUp(maxWaitMs) };
  }
  if (retryAfter >= leftMs)
    return { kind: "stop", stopReason: retryAfterTooLong(retryAfter, leftMs, maxWaitMs) };
  const ms = retryAfter + random * Math.min(retryAfter / 4, MAX_SPREAD_MS);
  return { kind: "pause", ms: ms < leftMs ? ms : retryAfter };
};

/** The upper bound of the pause after this many tries, ms. */
export const maxPauseMs = (tries: number): number => Math.min(MAX_MS, FIRST_MS * 2 ** (tries - 1));

export const timeIsUp = (maxWaitMs: number): string =>
  `--max-wait allows ${durationText(maxWaitMs)} in total.`;

const retryAfterTooLong = (retryAfter: number, leftMs: number, maxWaitMs: number): string => {
  const allowed = durationText(maxWaitMs);
  return retryAfter >= maxWaitMs
    ? `Novu asks to wait ${durationText(retryAfter)}; --max-wait allows ${allowed}.`
    : `Novu asks to wait ${durationText(retryAfter)}; ${durationText(Math.max(0, leftMs))} of --max-wait ${allowed} are left.`;
};

import { durationText } from "../model/durations.js";
import type { HttpResponse } from "./http.js";

/** How much trying one undertaking is worth. */
export interface RetryLimits {
  /** All of them, the first included. */
  readonly tries: number;
  /** For all tries and pauses together, ms. */
  readonly maxWaitMs: number;
}

interface RetryUsage {
  readonly tries: number;
  readonly elapsedMs: number;
}

/** What comes after a try that failed. `because` is a sentence, absent where the tries are used up. */
export type BackoffDecision =
  | { readonly kind: "pause"; readonly ms: number }
  | { readonly kind: "stop"; readonly because: string | undefined };

const FIRST_MS = 500;
const LONGEST_MS = 10_000;
/** The shortest pause: Novu asks for 0 when it means less than a second (docs/novu-api.md, "Rate limits"). */
export const LEAST_MS = 250;
/** Those whom one server asks to wait equally long must not come back all at once. */
const MOST_SPREAD_MS = 1_000;

/**
 * Full jitter: anything up to a bound that doubles from try to try; but never less than what the server
 * asks for, and never more than what is left.
 * @param asked see `retryAfterMs`
 * @param random from 0 up to but not 1
 */
export const backoff = (
  { tries, maxWaitMs }: RetryLimits,
  spent: RetryUsage,
  asked: number | undefined,
  random: number,
): BackoffDecision => {
  if (spent.tries >= tries) return { kind: "stop", because: undefined };
  const left = maxWaitMs - spent.elapsedMs;
  const jitter = random * longestPause(spent.tries);
  if (asked === undefined || asked === 0) {
    const ms = asked === 0 ? Math.max(LEAST_MS, jitter) : jitter;
    return ms < left ? { kind: "pause", ms } : { kind: "stop", because: timeIsUp(maxWaitMs) };
  }
  if (asked >= left) return { kind: "stop", because: tooLong(asked, left, maxWaitMs) };
  const ms = asked + random * Math.min(asked / 4, MOST_SPREAD_MS);
  return { kind: "pause", ms: ms < left ? ms : asked };
};

/** The bound of the pause after so many tries, ms. */
export const longestPause = (tries: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1));

export const timeIsUp = (maxWaitMs: number): string =>
  `--max-wait allows ${durationText(maxWaitMs)} for all tries and pauses together.`;

const tooLong = (asked: number, left: number, maxWaitMs: number): string => {
  const allowed = durationText(maxWaitMs);
  return asked >= maxWaitMs
    ? `Novu asks to wait ${durationText(asked)}; --max-wait allows ${allowed}.`
    : `Novu asks to wait ${durationText(asked)}; of the ${allowed} that --max-wait allows, ${durationText(Math.max(0, left))} are left.`;
};

/**
 * How long the server asks to wait, ms: 0 if it asks for zero seconds, undefined if it asks for nothing
 * (docs/novu-api.md, "Rate limits").
 * @param now ms since the epoch, for a date where the answer does not tell its own
 */
export const retryAfterMs = (
  { status, headers }: Pick<HttpResponse, "status" | "headers">,
  now: number,
): number | undefined => {
  const asked = retryAfter(headers, now);
  if (asked !== undefined && asked > 0) return asked;
  const reset = Number(headers["ratelimit-reset"] || Number.NaN);
  return status === 429 && reset > 0 ? reset * 1_000 : asked;
};

/** Seconds, or a date by the server's own clock, which may not be ours. */
const retryAfter = (headers: HttpResponse["headers"], now: number): number | undefined => {
  const text = headers["retry-after"]?.trim() ?? "";
  if (/^[+-]?\d+(?:\.\d+)?$/.test(text)) return Math.max(0, Number(text) * 1_000);
  const date = Date.parse(text);
  if (Number.isNaN(date)) return undefined;
  const serverNow = Date.parse(headers.date ?? "");
  return Math.max(0, date - (Number.isNaN(serverNow) ? now : serverNow));
};

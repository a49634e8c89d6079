import { MIN_PAUSE_MS } from "../http/backoff.js";
import type { Http, HttpResponse } from "../http/http.js";
import { rateState } from "../http/rate-state.js";
import { retryAfterMs } from "../http/retry-after.js";
import { createRatePolicy, type Rate } from "./rate-policy.js";

interface RateLimiterOptions {
  /** Monotonic clock, ms. */
  readonly now: () => number;
  /** ms since the epoch, for a `Retry-After` that is a date. */
  readonly dateNow: () => number;
  /** May settle early, either way, when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The longest pause that the server can ask for, ms. */
  readonly maxPauseMs: number;
  /** Requests of `limit` stop waiting when it is aborted. */
  readonly signal: AbortSignal;
}

/** One rate limit for all requests of a run (ADR 0029). */
interface RateLimiter {
  /** Waits until a request may be sent, in the order of the calls; returns early when the signal is aborted. */
  wait(signal: AbortSignal): Promise<void>;
  /** Sends a request after `wait`. `send` must call the client synchronously. */
  sendAfterWait<Value>(send: () => Value): Value;
  /** Each request, retries included, waits for its turn, and each response updates the rate limit. */
  limit(http: Http): Http;
}

export const createRateLimiter = (rate: Rate, options: RateLimiterOptions): RateLimiter => {
  const { now, dateNow, sleep, maxPauseMs } = options;
  /** A rate that the user set holds for however long it takes. */
  const maxTurnMs = rate.kind === "at-most" ? Number.POSITIVE_INFINITY : maxPauseMs;
  const policy = createRatePolicy(rate);
  /** Novu limits reads and writes separately, so reads wait only for a rate that the user set. */
  const limitsReads = rate.kind === "at-most";
  let last: Promise<void> = Promise.resolve();
  let isTurnTaken = false;
  let inFlight = 0;

  const waitInTurn = async (signal: AbortSignal): Promise<void> => {
    const latest = now() + maxTurnMs;
    const waitMs = () => Math.min(policy.waitMs(now()), latest - now());
    for (let ms = waitMs(); ms > 0 && !signal.aborted; ms = waitMs())
      await sleep(Math.ceil(ms), signal).catch(() => {}); // Only an abort rejects it.
    if (!signal.aborted) policy.recordStart(now());
  };

  const wait = (signal: AbortSignal): Promise<void> => {
    last = last.then(() => waitInTurn(signal));
    return last;
  };

  const sendWrite = async (http: Http, request: Parameters<Http>[0]): Promise<HttpResponse> => {
    inFlight += 1;
    const response = await http(request).finally(() => {
      inFlight -= 1;
    });
    const pauseMs = pauseAfter(response, dateNow);
    policy.onFeedback(
      {
        rateState: rateState(response),
        pauseMs: pauseMs === undefined ? undefined : Math.min(pauseMs, maxPauseMs),
        inFlight,
      },
      now(),
    );
    return response;
  };

  return {
    wait,
    sendAfterWait: (send) => {
      isTurnTaken = true;
      try {
        return send();
      } finally {
        isTurnTaken = false;
      }
    },
    limit: (http) => async (request) => {
      const isRead = request.method === "GET";
      if (!isTurnTaken && (!isRead || limitsReads)) await wait(options.signal);
      isTurnTaken = false;
      return isRead ? http(request) : sendWrite(http, request);
    },
  };
};

/** After a 429 without `Retry-After`, ms. */
const PAUSE_MS = 1_000;

/** A 429 holds back all requests; a 503 only if the server says for how long. */
const pauseAfter = (response: HttpResponse, dateNow: () => number): number | undefined => {
  if (response.status !== 429 && response.status !== 503) return undefined;
  const retryAfter = retryAfterMs(response, dateNow());
  if (response.status === 503 && retryAfter === undefined) return undefined;
  return Math.max(MIN_PAUSE_MS, retryAfter ?? PAUSE_MS);
};

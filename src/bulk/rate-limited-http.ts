import { LEAST_MS, retryAfterMs } from "../http/backoff.js";
import type { Http, HttpResponse } from "../http/http.js";
import { rateState } from "../http/rate-state.js";
import type { RateGate } from "./bulk-types.js";
import type { RatePolicy } from "./rate-policy.js";

export interface RateLimitedHttpOptions {
  readonly gate: RateGate;
  readonly policy: RatePolicy;
  /** ms, as the pace's. */
  readonly now: () => number;
  /** ms since the epoch, for a `Retry-After` that is a date. */
  readonly dateNow: () => number;
  /** When it comes nobody waits for a turn any more. */
  readonly signal: AbortSignal;
  /** Whether reads wait for their turn too: they do under a rate that the user set. Novu counts them apart. */
  readonly limitsReads: boolean;
}

/**
 * An `Http` whose requests have to have their turn, the second try of a row like the first, and whose answers
 * tell the pace how fast to go. Novu has one budget for writes and another for reads, so reads tell nothing of it.
 */
export const createRateLimitedHttp = (http: Http, options: RateLimitedHttpOptions): Http => {
  const { gate, policy, now, signal } = options;
  let inFlight = 0;

  const sendWrite: Http = async (request) => {
    inFlight += 1;
    try {
      const response = await http(request);
      inFlight -= 1;
      const pauseMs = pauseAfter(response, options.dateNow);
      policy.onFeedback({ budget: rateState(response), pauseMs, inFlight }, now());
      return response;
    } catch (error) {
      inFlight -= 1;
      throw error;
    }
  };

  const send: Http = (request) => (request.method === "GET" ? http(request) : sendWrite(request));

  return (request) => {
    if (request.method === "GET" && !options.limitsReads) return http(request);
    const turn = gate.turn(signal);
    return turn === undefined ? send(request) : turn.then(() => send(request));
  };
};

/** Where the server does not say how long, ms. */
const PAUSE_MS = 1_000;

/** One 429 is meant for all; a 503 is only where the server says for how long. */
const pauseAfter = (response: HttpResponse, dateNow: () => number): number | undefined => {
  if (response.status !== 429 && response.status !== 503) return undefined;
  const asked = retryAfterMs(response, dateNow());
  if (response.status === 503 && asked === undefined) return undefined;
  return Math.max(LEAST_MS, asked ?? PAUSE_MS);
};

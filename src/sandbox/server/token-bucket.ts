export type { RateCategory, RateLimit } from "../sandbox.js";

export interface Bucket {
  readonly tokens: number;
  readonly lastRefill: number;
}

export interface Taken {
  readonly bucket: Bucket;
  readonly allowed: boolean;
  readonly remaining: number;
  /** Seconds until the next token; 0 if less than a second (docs/novu-api.md, "Rate limits"). */
  readonly reset: number;
}

const BURST = 1.1;

export const burstOf = (requests: number): number => Math.floor(requests * BURST);

/**
 * Takes one token. Novu refills a bucket only once it is empty, so the remaining number of a fresh bucket goes
 * down steadily, however much time is between two requests (docs/novu-api.md, "Rate limits").
 */
export const takeToken = (
  bucket: Bucket | undefined,
  requests: number,
  seconds: number,
  now: number,
): Taken => {
  const interval = (seconds * 1000) / requests;
  const { tokens, lastRefill } = bucket ?? { tokens: burstOf(requests), lastRefill: now };
  const refill = tokens >= 1 ? 0 : Math.floor((now - lastRefill) / interval);
  const available = Math.min(burstOf(requests), tokens + refill);
  const allowed = available >= 1;
  const after = allowed
    ? { tokens: available - 1, lastRefill: lastRefill + refill * interval }
    : { tokens, lastRefill };
  // An emptied bucket needs one token, and so does every next request.
  const reset = Math.max(Math.ceil((after.lastRefill + interval - now) / 1000), 0);
  return { bucket: after, allowed, remaining: after.tokens, reset };
};

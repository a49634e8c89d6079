import { createMiddleware } from "hono/factory";
import { ApiError } from "../api-error.js";
import type { RateCategory, RateLimit } from "../sandbox.js";
import type { ServerState } from "../server-state.js";
import type { HonoEnv } from "./route.js";

interface Bucket {
  readonly tokens: number;
  readonly lastRefill: number;
}

interface TokenResult {
  readonly bucket: Bucket;
  readonly allowed: boolean;
  readonly remaining: number;
  /** Seconds until the next token; 0 if less than a second (docs/novu-api.md, "Rate limits"). */
  readonly reset: number;
}

const BURST = 1.1;

/** The headers of every authenticated response (docs/novu-api.md, "Rate limits"). */
export const rateHeaders = (
  { requests, seconds }: RateLimit,
  category: RateCategory,
  { remaining, reset }: Pick<TokenResult, "remaining" | "reset">,
): Readonly<Record<string, string>> => ({
  "RateLimit-Remaining": String(remaining),
  "RateLimit-Limit": String(requests),
  "RateLimit-Reset": String(reset),
  "RateLimit-Policy": `${requests};w=${seconds};burst=${burstOf(requests)};comment="token bucket";category="${category}";cost="single";serviceLevel="free"`,
});

export const rateExceeded = (retryAfter: string): ApiError =>
  new ApiError({
    status: 429,
    message: "API rate limit exceeded",
    headers: { "Retry-After": retryAfter },
  });

export const createServerLimiter = (serverState: ServerState, limit: RateLimit | undefined) => {
  const buckets = new Map<string, Bucket>();
  return (category: RateCategory) =>
    createMiddleware<HonoEnv>(async (context, next) => {
      if (limit !== undefined) {
        const requests = limit.categories?.[category] ?? limit.requests;
        const name = `${context.get("environment").id} ${category}`;
        const taken = takeToken(buckets.get(name), requests, limit.seconds, serverState.now());
        buckets.set(name, taken.bucket);
        for (const [name, value] of Object.entries(
          rateHeaders({ requests, seconds: limit.seconds }, category, taken),
        )) {
          context.header(name, value);
        }
        if (!taken.allowed) {
          throw rateExceeded(String(taken.reset));
        }
      }
      await next();
    });
};

const burstOf = (requests: number): number => Math.floor(requests * BURST);

/**
 * Takes one token. Novu refills a bucket only when it is empty, so the remaining number of a new bucket decreases
 * steadily, no matter how much time passes between requests (docs/novu-api.md, "Rate limits").
 */
export const takeToken = (
  bucket: Bucket | undefined,
  requests: number,
  seconds: number,
  now: number,
): TokenResult => {
  const interval = (seconds * 1000) / requests;
  const { tokens, lastRefill } = bucket ?? { tokens: burstOf(requests), lastRefill: now };
  const refill = tokens >= 1 ? 0 : Math.floor((now - lastRefill) / interval);
  const available = Math.min(burstOf(requests), tokens + refill);
  const allowed = available >= 1;
  const after = allowed
    ? { tokens: available - 1, lastRefill: lastRefill + refill * interval }
    : { tokens, lastRefill };
  // The next token is added one interval after the last refill.
  const reset = Math.max(Math.ceil((after.lastRefill + interval - now) / 1000), 0);
  return { bucket: after, allowed, remaining: after.tokens, reset };
};

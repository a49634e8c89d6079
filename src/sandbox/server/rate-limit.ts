import { createMiddleware } from "hono/factory";
import { ApiError } from "../api-error.js";
import type { World } from "../world.js";
import type { HonoEnv } from "./call.js";
import {
  type Bucket,
  burstOf,
  type RateCategory,
  type RateLimit,
  type Taken,
  takeToken,
} from "./token-bucket.js";

/** The headers of every authenticated answer (docs/novu-api.md, "Rate limits"). */
export const rateHeaders = (
  { requests, seconds }: RateLimit,
  category: RateCategory,
  { remaining, reset }: Pick<Taken, "remaining" | "reset">,
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

export const createServerLimiter = (world: World, limit: RateLimit | undefined) => {
  const buckets = new Map<string, Bucket>();
  return (category: RateCategory) =>
    createMiddleware<HonoEnv>(async (context, next) => {
      if (limit !== undefined) {
        const requests = limit.categories?.[category] ?? limit.requests;
        const name = `${context.get("environment").id} ${category}`;
        const taken = takeToken(buckets.get(name), requests, limit.seconds, world.now());
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

import { createMiddleware } from "hono/factory";
import { ApiError } from "../api-error.js";
import type { World } from "../world.js";
import type { HonoEnv } from "./call.js";
import { type Bucket, burstOf, type RateCategory, type RateLimit, takeToken } from "./token-bucket.js";

export const createRateLimiter = (world: World, limit: RateLimit | undefined) => {
  const buckets = new Map<string, Bucket>();
  return (category: RateCategory) =>
    createMiddleware<HonoEnv>(async (context, next) => {
      if (limit !== undefined) {
        const requests = limit.categories?.[category] ?? limit.requests;
        const name = `${context.get("environment").id} ${category}`;
        const taken = takeToken(buckets.get(name), requests, limit.seconds, world.now());
        buckets.set(name, taken.bucket);
        context.header("RateLimit-Remaining", String(taken.remaining));
        context.header("RateLimit-Limit", String(requests));
        context.header("RateLimit-Reset", String(taken.reset));
        context.header(
          "RateLimit-Policy",
          `${requests};w=${limit.seconds};burst=${burstOf(requests)};comment="token bucket";category="${category}";cost="single";serviceLevel="free"`,
        );
        if (!taken.allowed) {
          throw new ApiError({
            status: 429,
            message: "API rate limit exceeded",
            headers: { "Retry-After": String(taken.reset) },
          });
        }
      }
      await next();
    });
};

import { Hono } from "hono";
import { mountControl } from "../control.js";
import { routesOf } from "../routes/routes.js";
import type { LoggedRequest } from "../sandbox.js";
import type { Timers } from "../timers.js";
import type { World } from "../world.js";
import { authenticate } from "./authenticate.js";
import type { HonoEnv } from "./call.js";
import { createIdempotency } from "./idempotency.js";
import { createRateLimiter } from "./rate-limit.js";
import { readBody } from "./read-body.js";
import { logRequests } from "./request-log.js";
import { onError, onUnknownRoute } from "./respond.js";
import { mount } from "./route.js";
import type { RateLimit } from "./token-bucket.js";

export interface AppOptions {
  readonly timers: Timers;
  readonly idempotency: boolean;
  readonly rateLimit: RateLimit | undefined;
  readonly log: (entry: LoggedRequest) => void;
}

/**
 * The order of the steps is the servers': size, key, rate, idempotency, route (contract 5).
 * A step that makes the sandbox misbehave on purpose belongs right after the log, before all of them.
 */
export const createApp = (world: World, options: AppOptions): Hono<HonoEnv> => {
  const app = new Hono<HonoEnv>({ strict: false });
  app.onError(onError(world));
  app.notFound(onUnknownRoute(world));
  app.use(logRequests(options.log));
  app.use(readBody(world.dialect));
  const identify = authenticate(world);
  mountControl(app, world, { identify, timers: options.timers });
  const limitRate = createRateLimiter(world, options.rateLimit);
  const idempotency = createIdempotency(world, options.idempotency);
  mount(app, world, routesOf(world.dialect), ({ category }) =>
    category === "open" ? [] : [identify, limitRate(category), idempotency],
  );
  return app;
};

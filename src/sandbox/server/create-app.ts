import { Hono } from "hono";
import { mountControl } from "../control.js";
import type { ArmedFaults } from "../faults/armed-faults.js";
import { playFaults } from "../faults/play-faults.js";
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
  readonly faults: ArmedFaults;
  readonly log: (entry: LoggedRequest) => void;
}

/**
 * Faults come first, then the steps in the order of Novu's servers: size, key, rate limit, idempotency, route
 * (docs/novu-api.md, "Authentication").
 */
export const createApp = (world: World, options: AppOptions): Hono<HonoEnv> => {
  const { timers, faults, rateLimit } = options;
  const routes = routesOf(world.dialect);
  const app = new Hono<HonoEnv>({ strict: false });
  app.onError(onError(world));
  app.notFound(onUnknownRoute(world));
  app.use(logRequests(options.log));
  app.use(playFaults(world, { faults, timers, rateLimit, routes }));
  app.use(readBody(world.dialect));
  const identify = authenticate(world);
  mountControl(app, world, { identify, timers, faults });
  const limitRate = createRateLimiter(world, rateLimit);
  const idempotency = createIdempotency(world, options.idempotency);
  mount(app, world, routes, ({ category }) =>
    category === "open" ? [] : [identify, limitRate(category), idempotency],
  );
  return app;
};

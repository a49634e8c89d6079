import { setImmediate as nextTurn } from "node:timers/promises";
import type { Hono, MiddlewareHandler } from "hono";
import { isObject } from "../json.js";
import type { World } from "../world.js";
import type { Call, HonoEnv, RequestContext, RouteResponse } from "./call.js";
import { respond } from "./respond.js";
import type { RateCategory } from "./token-bucket.js";

export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  /** Which rate limit counts it; an open route asks for no key and has none. */
  readonly category: RateCategory | "open";
  /** Default: 201 for POST, else 200. */
  readonly status?: RouteResponse["status"];
  readonly answer: (call: Call) => unknown;
}

/** Wraps a result in `data`, unless it has a `data` field and no ID (docs/novu-api.md, "Success bodies"). */
const wrap = (result: unknown): unknown =>
  isObject(result) && "data" in result && !("_id" in result) && !("id" in result) ? result : { data: result };

const callOf = (world: World, context: RequestContext): Call => ({
  world,
  environment: context.get("environment"),
  params: context.req.param(),
  query: new URL(context.req.url).searchParams,
  body: context.get("body"),
  now: world.now(),
  requestSpan: context.get("requestSpan"),
});

const run =
  (world: World, route: Route) =>
  async (context: RequestContext): Promise<Response> => {
    const requestSpan = world.requestTracker.open();
    context.set("requestSpan", requestSpan);
    try {
      // The way to the database: here requests in flight at the same time meet.
      await nextTurn();
      const body = wrap(route.answer(callOf(world, context)));
      const answer = { status: route.status ?? (route.method === "POST" ? 201 : 200), body } as const;
      context.set("answer", answer);
      return respond(context, answer);
    } finally {
      world.requestTracker.close(requestSpan);
    }
  };

export const mount = (
  app: Hono<HonoEnv>,
  world: World,
  routes: readonly Route[],
  before: (route: Route) => readonly MiddlewareHandler<HonoEnv>[],
): void => {
  for (const route of routes) {
    app.on([route.method], [route.path], ...before(route), run(world, route));
  }
};

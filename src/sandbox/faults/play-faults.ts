import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { createMiddleware } from "hono/factory";
import { matchedRoutes } from "hono/route";
import type { RateCategory, RateLimit } from "../sandbox.js";
import { type HonoEnv, type RequestContext, type Route, rawPath } from "../server/route.js";
import type { Timers } from "../timers.js";
import type { World } from "../world.js";
import type { ArmedFaults, Hit } from "./armed-faults.js";
import type { Trigger, WireAnswer } from "./fault.js";

export interface FaultParts {
  readonly faults: ArmedFaults;
  readonly timers: Timers;
  readonly rateLimit: RateLimit | undefined;
  readonly routes: readonly Route[];
}

/** What steers the sandbox is never hit, or nobody could clear what was armed. */
const STEERING = /^\/__sandbox(?:[/?]|$)/;

const categoryOf = (context: RequestContext, routes: readonly Route[]): RateCategory => {
  const matched = matchedRoutes(context);
  const route = routes.find(({ method, path }) =>
    matched.some((candidate) => candidate.method === method && candidate.path === path),
  );
  return route === undefined || route.category === "open" ? "global" : route.category;
};

const answerOf = async (response: Response): Promise<WireAnswer> => ({
  status: response.status,
  headers: Object.fromEntries(response.headers),
  body: Buffer.from(await response.arrayBuffer()),
});

const play = async (
  { fault }: Hit,
  trigger: Trigger,
  carryOut: () => Promise<WireAnswer>,
): Promise<number> => (fault.takesEffect ? fault.play(trigger, await carryOut()) : fault.play(trigger));

/** Without an armed fault that wants the request, it passes as if this were not there. */
export const playFaults = (world: World, { faults, routes, ...parts }: FaultParts) =>
  createMiddleware<HonoEnv>(async (context, next) => {
    const path = rawPath(context);
    const hit = STEERING.test(path) ? undefined : faults.meet({ method: context.req.method, path });
    if (hit === undefined) {
      return next();
    }
    const { incoming, outgoing } = context.env;
    // Whoever hung up can no longer be answered.
    outgoing.on("error", () => {});
    const body = await context.req.text();
    context.set("text", body);
    const category = categoryOf(context, routes);
    const trigger = {
      ...parts,
      world,
      options: hit.armed,
      category,
      path,
      headers: incoming.headers,
      body,
      outgoing,
    };
    const status = await play(hit, trigger, async () => {
      await next();
      return answerOf(context.res);
    });
    context.set("struck", { fault: hit.armed.name, status });
    // Two steps: a response that replaces another takes over its headers.
    context.res = undefined;
    context.res = RESPONSE_ALREADY_SENT;
  });

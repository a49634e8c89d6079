import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { createMiddleware } from "hono/factory";
import { matchedRoutes } from "hono/route";
import type { RateCategory, RateLimit } from "../sandbox.js";
import { type HonoEnv, type RequestContext, type Route, rawPath } from "../server/route.js";
import type { ServerState } from "../server-state.js";
import type { Timers } from "../timers.js";
import type { ArmedFaults } from "./armed-faults.js";
import type { RequestFault, Trigger, WireResponse } from "./fault.js";

interface FaultParts {
  readonly faults: ArmedFaults;
  readonly timers: Timers;
  readonly rateLimit: RateLimit | undefined;
  readonly routes: readonly Route[];
}

/** Control routes never trigger a fault; otherwise faults could not be cleared. */
const CONTROL_PATH = /^\/__sandbox(?:[/?]|$)/;

const categoryOf = (context: RequestContext, routes: readonly Route[]): RateCategory => {
  const matched = matchedRoutes(context);
  const route = routes.find(({ method, path }) =>
    matched.some((candidate) => candidate.method === method && candidate.path === path),
  );
  return route === undefined || route.category === "open" || route.category === "session"
    ? "global"
    : route.category;
};

const wireResponseOf = async (response: Response): Promise<WireResponse> => ({
  status: response.status,
  headers: Object.fromEntries(response.headers),
  body: Buffer.from(await response.arrayBuffer()),
});

const applyFault = async (
  fault: RequestFault,
  trigger: Trigger,
  execute: () => Promise<WireResponse>,
): Promise<number> => (fault.takesEffect ? fault.send(trigger, await execute()) : fault.send(trigger));

/** Middleware that applies the fault that a request triggers; other requests pass unchanged. */
export const applyFaults = (serverState: ServerState, { faults, routes, ...parts }: FaultParts) =>
  createMiddleware<HonoEnv>(async (context, next) => {
    const path = rawPath(context);
    const triggered = CONTROL_PATH.test(path)
      ? undefined
      : faults.triggerFor({ method: context.req.method, path });
    if (triggered === undefined) {
      return next();
    }
    const { incoming, outgoing } = context.env;
    // The client may have closed the connection.
    outgoing.on("error", () => {});
    const body = await context.req.text();
    context.set("text", body);
    const category = categoryOf(context, routes);
    const trigger = {
      ...parts,
      serverState,
      options: triggered.armed,
      category,
      path,
      headers: incoming.headers,
      body,
      outgoing,
    };
    const status = await applyFault(triggered.fault, trigger, async () => {
      await next();
      return wireResponseOf(context.res);
    });
    context.set("triggered", { fault: triggered.armed.name, status });
    // Two steps, because Hono copies the headers of a response that is replaced directly.
    context.res = undefined;
    context.res = RESPONSE_ALREADY_SENT;
  });

import { setImmediate as nextTurn } from "node:timers/promises";
import { Hono, type MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { ApiError, type ApiErrorDetails, badRequest, notFound } from "../api-error.js";
import { mountControl } from "../control.js";
import { applyFaults } from "../faults/apply-faults.js";
import type { ArmedFaults } from "../faults/armed-faults.js";
import { isObject, isTooDeep, TOO_DEEP } from "../json.js";
import { routesOf } from "../routes/routes.js";
import type { LoggedRequest, RateLimit } from "../sandbox.js";
import type { ServerBehavior } from "../server-behavior.js";
import type { ServerState } from "../server-state.js";
import type { Timers } from "../timers.js";
import { authenticateKey, authenticateSession } from "./authenticate.js";
import { createIdempotency } from "./idempotency.js";
import { allowLoopbackPages, refuseOtherHosts, refuseOtherOrigins } from "./local-only.js";
import { createServerLimiter } from "./rate-limit.js";
import {
  type Call,
  type HonoEnv,
  JSON_TYPE,
  type RequestContext,
  type Route,
  rawPath,
  respond,
} from "./route.js";

interface AppOptions {
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
export const createApp = (serverState: ServerState, options: AppOptions): Hono<HonoEnv> => {
  const { timers, faults, rateLimit } = options;
  const routes = routesOf(serverState.behavior);
  const app = new Hono<HonoEnv>({ strict: false });
  app.onError(onError(serverState));
  app.notFound(onUnknownRoute(serverState));
  app.use(logRequests(options.log));
  app.use(refuseOtherHosts);
  app.use(applyFaults(serverState, { faults, timers, rateLimit, routes }));
  app.use(readBody(serverState.behavior));
  const identify = authenticateKey(serverState);
  const identifySession = authenticateSession(serverState);
  app.use("/__sandbox/*", refuseOtherOrigins);
  mountControl(app, serverState, { identify, timers, faults });
  app.use("/v1/inbox/*", allowLoopbackPages);
  app.all("/socket.io/*", () => {
    throw notFound("the sandbox has no socket; set socketOptions={{ autoConnect: false }} on the Inbox");
  });
  const limitRate = createServerLimiter(serverState, rateLimit);
  const idempotency = createIdempotency(serverState, options.idempotency);
  mount(app, serverState, routes, ({ category }) => {
    if (category === "open") return [];
    if (category === "session") return [identifySession];
    return [identify, limitRate(category), idempotency];
  });
  return app;
};

const BODY_LIMIT = 100 * 1024;
/** Event triggers may be larger (docs/novu-api.md, "Size of the body"). */
const EVENT_BODY_LIMIT = 20 * 1024 * 1024;

const parse = (behavior: ServerBehavior, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(behavior.jsonComplaint(String((error as Error).message), text));
  }
};

/**
 * The servers' body parser accepts an object or a list only. It refuses every other value as broken JSON, with the
 * error that JSON.parse has for a text of `#` signs (docs/novu-api.md, "Size of the body").
 */
const assertObjectOrList = (behavior: ServerBehavior, text: string): void => {
  if (!/^[{[]/.test(text.trimStart())) {
    try {
      parse(behavior, "#".repeat(text.trim().length));
    } catch (error) {
      const complaint = String((error as Error).message);
      throw badRequest(complaint.replace(/#+/g, (signs) => text.trim().slice(0, signs.length)));
    }
  }
};

/** Runs before authentication: a body that is too large or not JSON is refused without checking the key. */
const readBody = (behavior: ServerBehavior) =>
  createMiddleware<HonoEnv>(async (context, next) => {
    const text = await context.req.text();
    context.set("text", text);
    const limit = context.req.path.startsWith("/v1/events") ? EVENT_BODY_LIMIT : BODY_LIMIT;
    if (Buffer.byteLength(text) > limit) {
      throw behavior.oversizedBody();
    }
    const isJson = /^application\/json\b/i.test(context.req.header("content-type") ?? "");
    if (text === "" || !isJson) {
      context.set("body", {});
    } else {
      assertObjectOrList(behavior, text);
      const body = parse(behavior, text);
      // If stored, it would break every response that contains it.
      if (isTooDeep(body)) throw badRequest(`the body is ${TOO_DEEP}`);
      context.set("body", body);
    }
    await next();
  });

const logRequests = (log: (entry: LoggedRequest) => void) =>
  createMiddleware<HonoEnv>(async (context, next) => {
    await next();
    const triggered = context.get("triggered");
    log({
      method: context.req.method,
      path: rawPath(context),
      headers: Object.fromEntries(context.req.raw.headers),
      body: context.get("text") ?? "",
      status: triggered?.status ?? context.res.status,
      ...(triggered === undefined ? {} : { fault: triggered.fault }),
    });
  });

/** Wraps a result in `data`, unless it has a `data` field and no ID (docs/novu-api.md, "Success bodies"). */
const wrap = (result: unknown): unknown =>
  isObject(result) && "data" in result && !("_id" in result) && !("id" in result) ? result : { data: result };

const callOf = (serverState: ServerState, context: RequestContext): Call => {
  const session = context.get("session");
  return {
    serverState,
    environment: context.get("environment"),
    session,
    params: { ...context.req.param(), ...(session && { subscriberId: session.subscriberId }) },
    query: new URL(context.req.url).searchParams,
    body: context.get("body"),
    now: serverState.now(),
    requestSpan: context.get("requestSpan"),
  };
};

const run =
  (serverState: ServerState, route: Route) =>
  async (context: RequestContext): Promise<Response> => {
    const requestSpan = serverState.requestTracker.open();
    context.set("requestSpan", requestSpan);
    try {
      // Simulates the database call: requests that are in flight at the same time interleave here.
      await nextTurn();
      const body = wrap(route.handle(callOf(serverState, context)));
      const response = { status: route.status ?? (route.method === "POST" ? 201 : 200), body } as const;
      context.set("response", response);
      return respond(context, response);
    } finally {
      serverState.requestTracker.close(requestSpan);
    }
  };

const mount = (
  app: Hono<HonoEnv>,
  serverState: ServerState,
  routes: readonly Route[],
  before: (route: Route) => readonly MiddlewareHandler<HonoEnv>[],
): void => {
  for (const route of routes) {
    app.on([route.method], [route.path], ...before(route), run(serverState, route));
  }
};

const respondWithError = (
  serverState: ServerState,
  context: RequestContext,
  details: ApiErrorDetails,
): Response => {
  for (const [name, value] of Object.entries(details.headers ?? {})) {
    context.header(name, value);
  }
  const body = serverState.behavior.errorBody(details, rawPath(context), serverState.now());
  return context.body(JSON.stringify(body), details.status as ContentfulStatusCode, {
    "content-type": JSON_TYPE,
  });
};

const onError =
  (serverState: ServerState) =>
  (error: Error, context: RequestContext): Response => {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    return respondWithError(serverState, context, error.details);
  };

const onUnknownRoute =
  (serverState: ServerState) =>
  (context: RequestContext): Response =>
    respondWithError(
      serverState,
      context,
      notFound(`Cannot ${context.req.method} ${rawPath(context)}`).details,
    );

import { setImmediate as nextTurn } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import type { Context, Hono, MiddlewareHandler } from "hono";
import type { readSessionToken } from "../inbox-session.js";
import { isObject } from "../json.js";
import type { RequestSpan } from "../request-tracker.js";
import type { FaultName, RateCategory } from "../sandbox.js";
import type { ServerState, StoredEnvironment } from "../server-state.js";

type InboxSession = NonNullable<ReturnType<typeof readSessionToken>>;

export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  /** The rate limit that applies; an `open` route needs no key and has no limit, and a `session` route needs a session. */
  readonly category: RateCategory | "open" | "session";
  /** Default: 201 for POST, otherwise 200. */
  readonly status?: RouteResponse["status"];
  readonly handle: (call: Call) => unknown;
}

/** Set by the middleware before a route. */
interface RequestVariables {
  text: string;
  body: unknown;
  environment: StoredEnvironment;
  session: InboxSession | undefined;
  requestSpan: RequestSpan;
  /** The route's response, for the idempotency cache. */
  response: RouteResponse;
  /** The fault that replaced the response, and its status; 0 for none. */
  triggered: { readonly fault: FaultName; readonly status: number };
}

export interface RouteResponse {
  readonly status: 200 | 201 | 204;
  readonly body: unknown;
}

export interface HonoEnv {
  readonly Bindings: HttpBindings;
  readonly Variables: RequestVariables;
}

export type RequestContext = Context<HonoEnv>;

export const JSON_TYPE = "application/json; charset=utf-8";

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

export const mount = (
  app: Hono<HonoEnv>,
  serverState: ServerState,
  routes: readonly Route[],
  before: (route: Route) => readonly MiddlewareHandler<HonoEnv>[],
): void => {
  for (const route of routes) {
    app.on([route.method], [route.path], ...before(route), run(serverState, route));
  }
};

/** As on the wire: percent-encoded, with the query. */
export const rawPath = (context: RequestContext): string => context.env.incoming.url ?? "/";

/** A request as its route sees it. */
export interface Call {
  readonly serverState: ServerState;
  readonly environment: StoredEnvironment;
  /** Of a `session` route; `params` then also has its subscriber. */
  readonly session: InboxSession | undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly now: number;
  readonly requestSpan: RequestSpan;
}

export const respond = (context: RequestContext, { status, body }: RouteResponse): Response =>
  status === 204
    ? context.body(null, 204)
    : context.body(JSON.stringify(body), status, { "content-type": JSON_TYPE });

import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { readSessionToken } from "../inbox-session.js";
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

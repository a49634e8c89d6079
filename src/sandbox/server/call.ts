import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { FaultName } from "../faults/fault-table.js";
import type { RequestSpan } from "../request-tracker.js";
import type { Environment, World } from "../world.js";

/** What the steps before a route find out about a request. */
interface RequestFacts {
  text: string;
  body: unknown;
  environment: Environment;
  requestSpan: RequestSpan;
  /** The route's result, kept for the idempotency cache. */
  answer: RouteResponse;
  /** The fault that answered instead, and the status it sent; 0 is none. */
  struck: { readonly fault: FaultName; readonly status: number };
}

export interface RouteResponse {
  readonly status: 200 | 201 | 204;
  readonly body: unknown;
}

export interface HonoEnv {
  readonly Bindings: HttpBindings;
  readonly Variables: RequestFacts;
}

export type RequestContext = Context<HonoEnv>;

/** As on the wire: percent-encoded, with the query. */
export const rawPath = (context: RequestContext): string => context.env.incoming.url ?? "/";

/** What a route sees of a request. */
export interface Call {
  readonly world: World;
  readonly environment: Environment;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly now: number;
  readonly requestSpan: RequestSpan;
}

import type { ContentfulStatusCode } from "hono/utils/http-status";
import { ApiError, type ApiErrorFacts, notFound } from "../api-error.js";
import type { World } from "../world.js";
import { type RequestContext, type RouteResponse, rawPath } from "./call.js";

const JSON_TYPE = "application/json; charset=utf-8";

export const respond = (context: RequestContext, { status, body }: RouteResponse): Response =>
  status === 204
    ? context.body(null, 204)
    : context.body(JSON.stringify(body), status, { "content-type": JSON_TYPE });

const respondWithError = (world: World, context: RequestContext, facts: ApiErrorFacts): Response => {
  for (const [name, value] of Object.entries(facts.headers ?? {})) {
    context.header(name, value);
  }
  const body = world.behavior.errorBody(facts, rawPath(context), world.now());
  return context.body(JSON.stringify(body), facts.status as ContentfulStatusCode, {
    "content-type": JSON_TYPE,
  });
};

export const onError =
  (world: World) =>
  (error: Error, context: RequestContext): Response => {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    return respondWithError(world, context, error.facts);
  };

export const onUnknownRoute =
  (world: World) =>
  (context: RequestContext): Response =>
    respondWithError(world, context, notFound(`Cannot ${context.req.method} ${rawPath(context)}`).facts);

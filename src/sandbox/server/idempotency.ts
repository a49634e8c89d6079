import { createMiddleware } from "hono/factory";
import { ApiError, type ApiErrorDetails, badRequest, exception } from "../api-error.js";
import { DAY, MINUTE } from "../time.js";
import type { World } from "../world.js";
import { type HonoEnv, type RequestContext, type RouteResponse, respond } from "./route.js";

type Outcome =
  | { readonly kind: "in progress" }
  | { readonly kind: "answered"; readonly answer: RouteResponse }
  | { readonly kind: "failed"; readonly details: ApiErrorDetails };

interface Remembered {
  readonly fingerprint: string;
  readonly until: number;
  readonly outcome: Outcome;
}

const PROGRESS_TIME = 5 * MINUTE;
const MAX_LENGTH = 255;
export const DOCS = "https://docs.novu.co/additional-resources/idempotency";

export const inProgress = (key: string): ApiError =>
  exception(409, `Request with key "${key}" is currently being processed. Please retry after 1 second`, {
    "Retry-After": "1",
    Link: DOCS,
  });

const replay = (
  world: World,
  context: RequestContext,
  key: string,
  found: Remembered,
  fingerprint: string,
) => {
  context.header("Idempotency-Key", key);
  if (found.outcome.kind === "in progress") {
    throw inProgress(key);
  }
  if (found.fingerprint !== fingerprint) {
    throw exception(422, `Request with key "${key}" is being reused for a different body`, { Link: DOCS });
  }
  context.header("Idempotency-Replay", "true");
  if (found.outcome.kind === "failed") {
    throw world.behavior.replayedError(found.outcome.details);
  }
  return respond(context, found.outcome.answer);
};

/** Stores outcomes by key only, without path, method or environment (docs/novu-api.md, "Idempotency"). */
export const createIdempotency = (world: World, enabled: boolean) => {
  const memory = new Map<string, Remembered>();

  const remember = (key: string, fingerprint: string, outcome: Outcome, time: number) =>
    memory.set(key, { fingerprint, outcome, until: world.now() + time });

  const runFirst = async (
    context: RequestContext,
    key: string,
    fingerprint: string,
    next: () => Promise<void>,
  ) => {
    remember(key, fingerprint, { kind: "in progress" }, PROGRESS_TIME);
    await next();
    const outcome: Outcome =
      context.error instanceof ApiError
        ? { kind: "failed", details: context.error.details }
        : { kind: "answered", answer: context.get("answer") };
    remember(key, fingerprint, outcome, DAY);
    context.header("Idempotency-Key", key);
  };

  return createMiddleware<HonoEnv>(async (context, next) => {
    const key = context.req.header("idempotency-key");
    const covered = context.req.method === "POST" || context.req.method === "PATCH";
    if (!enabled || !key || !covered) {
      return next();
    }
    if (key.length > MAX_LENGTH) {
      throw badRequest(
        `idempotencyKey "${key}" has exceeded the maximum allowed length of ${MAX_LENGTH} characters`,
      );
    }
    const fingerprint = JSON.stringify(context.get("body"));
    const found = memory.get(key);
    if (found !== undefined && found.until > world.now()) {
      return replay(world, context, key, found, fingerprint);
    }
    return runFirst(context, key, fingerprint, next);
  });
};

import { createMiddleware } from "hono/factory";
import { ApiError, type ApiErrorDetails, badRequest, exception } from "../api-error.js";
import type { ServerState } from "../server-state.js";
import { DAY, MINUTE } from "../time.js";
import { type HonoEnv, type RequestContext, type RouteResponse, respond } from "./route.js";

type Outcome =
  | { readonly kind: "in progress" }
  | { readonly kind: "completed"; readonly response: RouteResponse }
  | { readonly kind: "failed"; readonly details: ApiErrorDetails };

interface CachedResult {
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
  serverState: ServerState,
  context: RequestContext,
  key: string,
  found: CachedResult,
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
    throw serverState.behavior.replayedError(found.outcome.details);
  }
  return respond(context, found.outcome.response);
};

/** Stores outcomes by key only, without path, method or environment (docs/novu-api.md, "Idempotency"). */
export const createIdempotency = (serverState: ServerState, enabled: boolean) => {
  const memory = new Map<string, CachedResult>();

  const store = (key: string, fingerprint: string, outcome: Outcome, time: number) =>
    memory.set(key, { fingerprint, outcome, until: serverState.now() + time });

  const runFirst = async (
    context: RequestContext,
    key: string,
    fingerprint: string,
    next: () => Promise<void>,
  ) => {
    store(key, fingerprint, { kind: "in progress" }, PROGRESS_TIME);
    await next();
    const outcome: Outcome =
      context.error instanceof ApiError
        ? { kind: "failed", details: context.error.details }
        : { kind: "completed", response: context.get("response") };
    store(key, fingerprint, outcome, DAY);
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
    if (found !== undefined && found.until > serverState.now()) {
      return replay(serverState, context, key, found, fingerprint);
    }
    return runFirst(context, key, fingerprint, next);
  });
};

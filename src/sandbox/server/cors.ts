import { createMiddleware } from "hono/factory";
import { exception } from "../api-error.js";
import { isLoopbackOrigin } from "./local-only.js";
import type { HonoEnv } from "./route.js";

/** As Novu sends them (docs/novu-api.md, "Inbox routes"). */
const EVERY_RESPONSE = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Credentials": "true",
};

const PREFLIGHT = {
  "Access-Control-Allow-Methods": "GET,HEAD,POST,PUT,DELETE,PATCH,OPTIONS",
  "Access-Control-Allow-Headers": [
    "Authorization",
    "User-Agent",
    "Content-Type",
    "Sentry-Trace",
    "Baggage",
    "Novu-Environment-Id",
    "Novu-API-Version",
    "Novu-Client-Version",
    "Novu-User-Agent",
    "Bypass-Tunnel-Reminder",
    "Idempotency-Key",
    "Novu-Application-Identifier",
    "Novu-Analytics-Source",
  ].join(","),
  "Access-Control-Max-Age": "86400",
};

/** Opens the Inbox routes, errors included, to pages of this machine; Novu opens them to every page. */
export const allowLoopbackPages = createMiddleware<HonoEnv>(async (context, next) => {
  const origin = context.req.header("origin");
  context.header("Vary", "Origin");
  if (origin !== undefined && !isLoopbackOrigin(origin)) {
    throw exception(403, "the sandbox only serves pages of this machine");
  }
  for (const [name, value] of Object.entries(EVERY_RESPONSE)) context.header(name, value);
  if (context.req.method !== "OPTIONS") return next();
  return context.body(null, 204, PREFLIGHT);
});

import { createMiddleware } from "hono/factory";
import { exception } from "../api-error.js";
import type { HonoEnv, RequestContext } from "./route.js";

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

const LOOPBACK_NAME = /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

interface HostHeader {
  readonly name: string;
  /** Undefined if the text has none. */
  readonly port: string | undefined;
}

const parseHost = (host: string): HostHeader | undefined => {
  const [, name, port] = /^(\[[\da-f:]+\]|[\w.-]+)(?::(\d+))?$/i.exec(host) ?? [];
  return name === undefined ? undefined : { name, port };
};

const isOwnHost = (context: RequestContext): boolean => {
  const host = parseHost(context.env.incoming.headers.host ?? "");
  return (
    host !== undefined &&
    LOOPBACK_NAME.test(host.name) &&
    (host.port === undefined || host.port === String(context.env.incoming.socket.localPort))
  );
};

/** Whether a browser's page comes from this machine, on any port. */
const isLoopbackOrigin = (origin: string): boolean => {
  const host = parseHost(/^https?:\/\/(.+)$/i.exec(origin)?.[1] ?? "");
  return host !== undefined && LOOPBACK_NAME.test(host.name);
};

/**
 * Refuses requests that name another host: a page of another site could otherwise reach the sandbox through a name that
 * it lets point at this machine.
 */
export const refuseOtherHosts = createMiddleware<HonoEnv>(async (context, next) => {
  if (!isOwnHost(context)) {
    throw exception(403, "the sandbox only answers requests to a loopback address with its own port");
  }
  await next();
});

/** For routes that no page of another origin may use. */
export const refuseOtherOrigins = createMiddleware<HonoEnv>(async (context, next) => {
  const origin = context.req.header("origin");
  if (origin !== undefined && origin !== `http://${context.req.header("host")}`) {
    throw exception(403, "the sandbox's own routes are closed to pages of other origins");
  }
  await next();
});

import { createMiddleware } from "hono/factory";
import { exception } from "../api-error.js";
import type { HonoEnv, RequestContext } from "./route.js";

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
export const isLoopbackOrigin = (origin: string): boolean => {
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

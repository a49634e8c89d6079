import type { Socket } from "node:net";
import type { SecureContext } from "node:tls";
import type { Secret } from "../secrets/secret.js";
import { createSecureContext } from "./ca.js";
import type { Timeouts } from "./network-failure.js";
import { openTunnel } from "./tunnel.js";

/** How to get to a server where that is not simply a direct connection; empty where it is. */
export interface NetworkRoute {
  /** Who may vouch for a server, where that is not Node's own list. */
  readonly trust?: SecureContext;
  readonly proxy?: {
    /** Host and port. */
    readonly shown: string;
    /** A way through it, over which nothing was said yet. @throws Failure E_PROXY, E_INTERRUPTED */
    readonly open: (target: HostPort) => Promise<Socket>;
  };
}

/** As they stand in an address: an IPv6 address has brackets. */
export interface HostPort {
  readonly hostname: string;
  readonly port: number;
}

export interface RouteOptions {
  readonly proxy: { readonly source: string; readonly shown: string; readonly url: Secret } | undefined;
  readonly caFile: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
}

/** @throws Failure E_FILE for a file of authorities that cannot be used */
export const planRoute = async ({
  proxy,
  caFile,
  env,
  timeouts,
  signal,
}: RouteOptions): Promise<NetworkRoute> => {
  const trust = caFile === undefined ? undefined : await createSecureContext(caFile, env);
  return {
    ...(trust === undefined ? {} : { trust }),
    ...(proxy === undefined
      ? {}
      : {
          proxy: {
            shown: proxy.shown,
            open: (target) => openTunnel(target, { proxy, timeouts, signal, trust }),
          },
        }),
  };
};

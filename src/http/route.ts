import type { Socket } from "node:net";
import type { SecureContext } from "node:tls";
import tls from "node:tls";
import type { Env } from "../model/env.js";
import type { Secret } from "../secrets/secret.js";
import { trustedPems } from "./ca.js";
import type { Timeouts } from "./network-failure.js";
import { openTunnel } from "./tunnel.js";

/** How to reach a server; empty for a direct connection with Node's default trust. */
export interface NetworkRoute {
  /** Holds the trusted certificate authorities. Default: Node's own list. */
  readonly secureContext?: SecureContext;
  readonly proxy?: {
    /** Host and port, without credentials. */
    readonly label: string;
    /** Opens a tunnel to the target. @throws Failure E_PROXY, E_INTERRUPTED */
    readonly open: (target: HostPort) => Promise<Socket>;
  };
}

/** As in a URL: an IPv6 address has brackets. */
export interface HostPort {
  readonly hostname: string;
  readonly port: number;
}

interface RouteOptions {
  readonly proxy: { readonly source: string; readonly label: string; readonly url: Secret } | undefined;
  readonly caFile: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
}

/** A TLS context that trusts the authorities of a file in addition to Node's own. @throws Failure E_FILE */
const createSecureContext = async (file: string, env: Env): Promise<tls.SecureContext> =>
  tls.createSecureContext({ ca: [...(await trustedPems(file, env))] });

/** @throws Failure E_FILE if the CA file cannot be used */
export const planRoute = async ({
  proxy,
  caFile,
  env,
  timeouts,
  signal,
}: RouteOptions): Promise<NetworkRoute> => {
  const secureContext = caFile === undefined ? undefined : await createSecureContext(caFile, env);
  return {
    ...(secureContext === undefined ? {} : { secureContext }),
    ...(proxy === undefined
      ? {}
      : {
          proxy: {
            label: proxy.label,
            open: (target) => openTunnel(target, { proxy, timeouts, signal, secureContext }),
          },
        }),
  };
};

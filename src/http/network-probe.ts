import { type CaFile, readCaFile } from "./ca.js";
import { type Connection, connect, resolveHost } from "./connect.js";
import type { Timeouts } from "./network-failure.js";
import type { NetworkRoute } from "./route.js";

/** What can be seen of the way to a server without asking it anything. */
export interface NetworkProbe {
  /** The addresses of the host; a literal one is its own. @throws Failure E_DNS, E_TIMEOUT, E_INTERRUPTED */
  resolve(baseUrl: string): Promise<readonly string[]>;
  /** A connection, closed again before anything is sent. @throws Failure as `Http` */
  connect(baseUrl: string, route: NetworkRoute): Promise<Connection>;
  /** Files of authorities to trust as well, with what names them. */
  caFiles(): Promise<readonly NamedCaFile[]>;
}

export interface NamedCaFile extends CaFile {
  readonly source: "NODE_EXTRA_CA_CERTS" | "--ca-file";
}

export interface NetworkProbeOptions {
  readonly caFile?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
  /** ms since the epoch. */
  readonly now: () => number;
}

export const createNetworkProbe = (options: NetworkProbeOptions): NetworkProbe => ({
  resolve: (baseUrl) => resolveHost(baseUrl, options),
  connect: (baseUrl, route) => connect(baseUrl, route, options),
  caFiles: async () => [
    ...(await named("NODE_EXTRA_CA_CERTS", options.env.NODE_EXTRA_CA_CERTS)),
    ...(await named("--ca-file", options.caFile)),
  ],
});

const named = async (source: NamedCaFile["source"], file: string | undefined): Promise<NamedCaFile[]> =>
  file ? [{ ...(await readCaFile(file)), source }] : [];

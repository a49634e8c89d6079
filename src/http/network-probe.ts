import { readCaFile } from "./ca.js";
import { type Connection, connect, resolveHost } from "./connect.js";
import type { Timeouts } from "./network-failure.js";
import type { NetworkRoute } from "./route.js";

type CaFile = Awaited<ReturnType<typeof readCaFile>>;

/** Checks of the network path to a server that send no request. */
interface NetworkProbe {
  /** The host's IP addresses. @throws Failure E_DNS, E_TIMEOUT, E_INTERRUPTED */
  resolve(baseUrl: string): Promise<readonly string[]>;
  /** Opens a connection and closes it without sending anything. @throws Failure as `Http` */
  connect(baseUrl: string, route: NetworkRoute): Promise<Connection>;
  /** The files of additional certificate authorities. */
  caFiles(): Promise<readonly NamedCaFile[]>;
}

export interface NamedCaFile extends CaFile {
  readonly source: "NODE_EXTRA_CA_CERTS" | "--ca-file";
}

interface NetworkProbeOptions {
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
    ...(await readNamed("NODE_EXTRA_CA_CERTS", options.env.NODE_EXTRA_CA_CERTS)),
    ...(await readNamed("--ca-file", options.caFile)),
  ],
});

const readNamed = async (source: NamedCaFile["source"], file: string | undefined): Promise<NamedCaFile[]> =>
  file ? [{ ...(await readCaFile(file)), source }] : [];

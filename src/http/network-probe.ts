import { type CaFile, readCaFile } from "./ca-file.js";
import { dial, type Line } from "./dial.js";
import type { Timeouts } from "./network-failure.js";
import { type ProxyFacts, proxyFacts } from "./proxy-facts.js";
import { resolveHost } from "./resolve-host.js";

/** What can be seen of the way to a server without asking it anything. */
export interface NetworkProbe {
  /** The addresses of the host; a literal one is its own. @throws Failure E_DNS, E_TIMEOUT, E_INTERRUPTED */
  resolve(baseUrl: string): Promise<readonly string[]>;
  /** A connection, closed again before anything is sent. @throws Failure as `Http` */
  dial(baseUrl: string): Promise<Line>;
  proxy(baseUrl: string): ProxyFacts;
  /** The file of NODE_EXTRA_CA_CERTS, where it is set. */
  caFile(): Promise<CaFile | undefined>;
}

export interface NetworkProbeOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
  /** ms since the epoch. */
  readonly now: () => number;
}

export const createNetworkProbe = (options: NetworkProbeOptions): NetworkProbe => ({
  resolve: (baseUrl) => resolveHost(baseUrl, options),
  dial: (baseUrl) => dial(baseUrl, options),
  proxy: (baseUrl) => proxyFacts(options.env, baseUrl),
  caFile: async () => {
    const file = options.env.NODE_EXTRA_CA_CERTS;
    return file ? readCaFile(file) : undefined;
  },
});

import type { ConfigInspection } from "../config/inspect-config.js";
import type { Profiles } from "../config/profile.js";
import type { ProxyPlan } from "../config/resolve-proxy.js";
import type { ConnectionSurvey } from "../config/survey-connection.js";
import type { Http } from "../http/http.js";
import type { createNetworkProbe } from "../http/network-probe.js";
import type { NetworkRoute } from "../http/route.js";
import type { Secret } from "../secrets/secret.js";
import type { Host } from "./host.js";

/** Checks each part of the setup separately, where a request would stop at the first problem. */
export interface Diagnostics {
  readonly program: Pick<Host, "version" | "nodeVersion">;
  /** Inspects the config file without changing anything. */
  config(): Promise<ConfigInspection>;
  /** Resolves the connection of this run, with its problems. */
  survey(profiles: Profiles | undefined): ConnectionSurvey;
  /** The proxy for an address, and why. @throws Failure E_URL */
  proxy(baseUrl: string): ProxyPlan;
  /** The route of requests to an address. @throws Failure E_URL, E_FILE */
  route(baseUrl: string): Promise<NetworkRoute>;
  /** A client for one address. Without `secret` it sends no key. */
  http(baseUrl: string, route: NetworkRoute, secret?: Secret): Http;
  readonly network: ReturnType<typeof createNetworkProbe>;
}

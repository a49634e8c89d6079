import type { ConfigFacts } from "../config/inspect-config.js";
import type { Profiles } from "../config/profile.js";
import type { ProxyPlan } from "../config/resolve-proxy.js";
import type { ConnectionSurvey } from "../config/survey-connection.js";
import type { Http } from "../http/http.js";
import type { NetworkProbe } from "../http/network-probe.js";
import type { NetworkRoute } from "../http/route.js";
import type { Secret } from "../secrets/secret.js";
import type { Host } from "./host.js";

/** For looking at the set-up itself, where the usual way of a request would end at the first problem. */
export interface Diagnostics {
  readonly program: Pick<Host, "version" | "nodeVersion">;
  /** The config file as it lies there; changes nothing. */
  config(): Promise<ConfigFacts>;
  /** Where this run would go and as whom, and what stands in its way. */
  survey(profiles: Profiles | undefined): ConnectionSurvey;
  /** Which proxy leads to an address, and why. @throws Failure E_URL */
  proxy(baseUrl: string): ProxyPlan;
  /** The way of every request to an address. @throws Failure E_URL, E_FILE */
  route(baseUrl: string): Promise<NetworkRoute>;
  /** Requests to one address; without a key none leaves. */
  http(baseUrl: string, route: NetworkRoute, secret?: Secret): Http;
  readonly network: NetworkProbe;
}

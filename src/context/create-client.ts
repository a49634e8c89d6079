import { hasNetworkSettings } from "../config/connection-flags.js";
import type { HttpTrace } from "../http/http.js";
import type { Timeouts } from "../http/network-failure.js";
import type { NetworkRoute } from "../http/route.js";
import type { HttpOptions } from "../http/undici-http.js";
import type { KeyOrigin } from "../novu/error-classification.js";
import type { Novu } from "../novu/novu.js";
import type { Secret } from "../secrets/secret.js";
import type { ClientHow } from "./context.js";
import type { Host } from "./host.js";
import type { CliParts, RunOptions } from "./run-options.js";

/** Makes clients, and the pieces of one for who looks at the connection itself. */
export interface ClientParts {
  readonly novuAt: (baseUrl: string, secret: Secret, origin?: KeyOrigin, how?: ClientHow) => Promise<Novu>;
  /** @param signal ends what the way itself needs; the run's own when left out */
  readonly routeTo: (baseUrl: string, timeouts: Timeouts, signal?: AbortSignal) => Promise<NetworkRoute>;
  readonly httpOptions: (baseUrl: string, route: NetworkRoute, secret: Secret | undefined) => HttpOptions;
}

export const createClientParts = (
  host: Host,
  options: RunOptions,
  { output, keys }: Pick<CliParts, "output" | "keys">,
): ClientParts => {
  const { env } = host;

  const novuAt: ClientParts["novuAt"] = async (baseUrl, secret, origin, how) => {
    const [{ createHttp }, { createSessionFactory }, { createNovu }, route] = await Promise.all([
      import("../http/undici-http.js"),
      import("../http/request-session.js"),
      import("../novu/novu.js"),
      routeTo(baseUrl, options.timeouts, how?.signal),
    ]);
    const wire = createHttp({ ...httpOptions(baseUrl, route, secret), ...how });
    const http = how?.through(wire) ?? wire;
    const startSession = createSessionFactory(http, {
      ...host,
      signal: how?.signal ?? host.signal,
      budget: options.budget,
      // Of many requests nobody wants to read every try; what they came to tells how many it took.
      onRetry: how === undefined ? note : ifVerbose(note),
      onNote: ifVerbose(note),
    });
    return createNovu(http, baseUrl, origin, startSession);
  };

  /** Nothing of proxies and certificates is loaded where nothing is set. */
  const routeTo: ClientParts["routeTo"] = async (baseUrl, timeouts, signal = host.signal) => {
    if (!hasNetworkSettings(options.network, env)) return {};
    const [{ resolveProxy }, { planRoute }] = await Promise.all([
      import("../config/resolve-proxy.js"),
      import("../http/route.js"),
    ]);
    const { use: proxy } = resolveProxy(options.network, env, baseUrl);
    return planRoute({ proxy, caFile: options.network.caFile, env, timeouts, signal });
  };

  const note = (line: string) => void output.note(line);
  const ifVerbose = <Say>(say: Say): Say | undefined => (options.verbosity > 0 ? say : undefined);

  const httpOptions = (baseUrl: string, route: NetworkRoute, secret: Secret | undefined) => ({
    baseUrl,
    route,
    openedKeys: keys.secrets,
    authorization: secret && { scheme: "ApiKey", secret },
    userAgent: `novu-msg/${host.version} (node ${host.nodeVersion}; ${host.platform})`,
    timeouts: options.timeouts,
    signal: host.signal,
    now: host.now,
    onTrace: ifVerbose(trace),
  });

  const trace = ({ method, path, outcome, milliseconds }: HttpTrace) =>
    note(`${method} ${path} → ${outcome} in ${milliseconds} ms`);

  return { novuAt, routeTo, httpOptions };
};

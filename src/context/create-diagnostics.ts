import { configDir } from "../config/config-dir.js";
import type { Context } from "./context.js";
import type { ClientParts } from "./create-client.js";
import type { Host } from "./host.js";
import type { RunOptions } from "./run-options.js";

export const createDiagnostics = (
  host: Host,
  options: RunOptions,
  { routeTo, httpOptions }: ClientParts,
): Context["diagnostics"] => {
  const { env } = host;
  return async (limitMs) => {
    const [
      { createHttp },
      { createNetworkProbe },
      { inspectConfig },
      { surveyConnection },
      { resolveProxy },
    ] = await Promise.all([
      import("../http/undici-http.js"),
      import("../http/network-probe.js"),
      import("../config/inspect-config.js"),
      import("../config/survey-connection.js"),
      import("../config/resolve-proxy.js"),
    ]);
    const timeouts = {
      connectMs: Math.min(options.timeouts.connectMs, limitMs),
      requestMs: Math.min(options.timeouts.requestMs, limitMs),
    };
    return {
      program: host,
      config: () => inspectConfig(configDir(host), host),
      survey: (known) => surveyConnection(options.connection, env, known),
      proxy: (baseUrl) => resolveProxy(options.network, env, baseUrl),
      route: (baseUrl) => routeTo(baseUrl, timeouts),
      http: (baseUrl, route, secret) => createHttp({ ...httpOptions(baseUrl, route, secret), timeouts }),
      network: createNetworkProbe({ ...host, caFile: options.network.caFile, timeouts }),
    };
  };
};

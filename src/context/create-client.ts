import { type AllowedLevel, ONLY_READS } from "../config/allowed-level.js";
import { assertRequestAllowed } from "../config/assert-level.js";
import { configDir } from "../config/config-dir.js";
import { configDirProblem } from "../config/config-dir-problem.js";
import { type NetworkFlags, spellings } from "../config/connection-flags.js";
import type { NamedFile } from "../http/ca.js";
import type { HttpTrace } from "../http/http.js";
import type { Timeouts } from "../http/network-failure.js";
import type { NetworkRoute } from "../http/route.js";
import type { createHttp } from "../http/undici-http.js";
import type { Env } from "../model/env.js";
import type { KeyOrigin } from "../novu/error-classification.js";
import type { Novu } from "../novu/novu.js";
import type { Secret } from "../secrets/secret.js";
import type { ConnectOptions, Context } from "./context.js";
import type { Host } from "./host.js";
import type { CliContext, RunOptions } from "./run-options.js";

/** Makes clients, and exposes their parts to the diagnostics. */
interface ClientParts {
  readonly novuAt: (
    baseUrl: string,
    secret: Secret,
    allowed: AllowedLevel,
    origin?: KeyOrigin,
    bulk?: ConnectOptions["client"],
    hasRetries?: boolean,
  ) => Promise<Novu>;
  /** @param signal aborts opening a tunnel; default: the run's signal */
  readonly routeTo: (baseUrl: string, timeouts: Timeouts, signal?: AbortSignal) => Promise<NetworkRoute>;
  readonly httpOptions: (
    baseUrl: string,
    route: NetworkRoute,
    secret: Secret | undefined,
    allowed: AllowedLevel,
  ) => Parameters<typeof createHttp>[0];
}

const PROXY_VARIABLES = ["HTTP_PROXY", "HTTPS_PROXY"].flatMap(spellings);

/** Whether a proxy or a CA file is set. Usually neither is, and then their code is not loaded. */
const hasNetworkSettings = ({ proxy }: NetworkFlags, caFiles: readonly NamedFile[], env: Env): boolean =>
  proxy !== undefined || caFiles.length > 0 || PROXY_VARIABLES.some((name) => env[name]?.trim());

/** Node reads the file of NODE_EXTRA_CA_CERTS when it starts, so not one that a --dotenv file names. */
const caFilesToRead = ({ caFile }: NetworkFlags, { env, childEnv }: Host): readonly NamedFile[] => {
  const extra = env.NODE_EXTRA_CA_CERTS;
  return [
    ...(extra && extra !== childEnv.NODE_EXTRA_CA_CERTS
      ? [{ source: "NODE_EXTRA_CA_CERTS" as const, file: extra }]
      : []),
    ...(caFile === undefined ? [] : [{ source: "--ca-file" as const, file: caFile }]),
  ];
};

export const createClientParts = (
  host: Host,
  options: RunOptions,
  { output, keys, onWrite }: Pick<CliContext, "output" | "keys" | "onWrite">,
): ClientParts => {
  const { env } = host;

  const novuAt: ClientParts["novuAt"] = async (baseUrl, secret, allowed, origin, bulk, hasRetries = true) => {
    const [
      { createHttp },
      { createSessionFactory, sessionWithoutRetries },
      { createNovu },
      { createV2ListMemory },
      route,
    ] = await Promise.all([
      import("../http/undici-http.js"),
      import("../http/request-session.js"),
      import("../novu/novu.js"),
      import("./v2-list-memory.js"),
      routeTo(baseUrl, options.timeouts, bulk?.signal),
    ]);
    const client = createHttp({ ...httpOptions(baseUrl, route, secret, allowed), ...bulk });
    const plainHttp: typeof client = (request) => {
      if (request.method !== "GET") onWrite();
      return client(request);
    };
    const http = bulk?.wrapHttp(plainHttp) ?? plainHttp;
    const startSession = !hasRetries
      ? sessionWithoutRetries(http)
      : createSessionFactory(http, {
          ...host,
          signal: bulk?.signal ?? host.signal,
          retryLimits: options.retryLimits,
          // For bulk runs the summary counts the retries.
          onRetry: bulk === undefined ? note : ifVerbose(note),
          onLog: ifVerbose(note),
        });
    return createNovu(http, baseUrl, origin, startSession, createV2ListMemory(host, baseUrl, host.now));
  };

  /** Loads the code for proxies and certificates only if one is set. */
  const routeTo: ClientParts["routeTo"] = async (baseUrl, timeouts, signal = host.signal) => {
    const caFiles = caFilesToRead(options.network, host);
    if (!hasNetworkSettings(options.network, caFiles, env)) return {};
    const [{ resolveProxy }, { planRoute }] = await Promise.all([
      import("../config/resolve-proxy.js"),
      import("../http/route.js"),
    ]);
    const { selected: proxy } = resolveProxy(options.network, env, baseUrl);
    return planRoute({ proxy, caFiles, env: host.childEnv, timeouts, signal });
  };

  const note = (line: string) => void output.note(line);
  const ifVerbose = <Log>(log: Log): Log | undefined => (options.verbosity > 0 ? log : undefined);

  const httpOptions: ClientParts["httpOptions"] = (baseUrl, route, secret, allowed) => ({
    baseUrl,
    route,
    assertAllowed: (request) => assertRequestAllowed(allowed, baseUrl, request),
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
      config: () => inspectConfig(configDir(host), host, configDirProblem(host)),
      survey: (known) => surveyConnection(options.connection, env, known),
      proxy: (baseUrl) => resolveProxy(options.network, env, baseUrl),
      route: (baseUrl) => routeTo(baseUrl, timeouts),
      http: (baseUrl, route, secret) =>
        createHttp({ ...httpOptions(baseUrl, route, secret, ONLY_READS), timeouts }),
      network: createNetworkProbe({ ...host, caFile: options.network.caFile, timeouts }),
    };
  };
};

import { Agent, buildConnector } from "undici";
import { Failure } from "../failures/failure.js";
import { createMask, type Mask } from "../secrets/mask-secret.js";
import type { Secret } from "../secrets/secret.js";
import { createInFlight, exchange } from "./exchange.js";
import { withFreshSignals } from "./fresh-signals.js";
import type { Http, HttpRequest, HttpResponse, HttpTrace } from "./http.js";
import { interrupted } from "./interrupted.js";
import { attemptTimeout, networkFailure, sessionTimeout, type Timeouts } from "./network-failure.js";
import { MAX_RESPONSE_BYTES } from "./response-limits.js";
import type { NetworkRoute } from "./route.js";
import { limitUnusedConnections } from "./unused-connections.js";

type PreparedRequest = Parameters<typeof exchange>[1];

interface HttpOptions {
  readonly baseUrl: string;
  /** For the Authorization header; without it the header is not sent. */
  readonly authorization?: { readonly scheme: string; readonly secret: Secret } | undefined;
  /** All keys that the run has opened so far. They are masked in every response. */
  readonly openedKeys?: () => readonly Secret[];
  /** Called before anything else is done for a request; what it throws stops it. */
  readonly assertAllowed: (request: Pick<HttpRequest, "method" | "path">) => void;
  readonly userAgent: string;
  readonly timeouts: Timeouts;
  /** Aborts all requests, as Ctrl-C does. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly onTrace?: ((trace: HttpTrace) => void) | undefined;
  /** Default: a direct connection with Node's default trust. */
  readonly route?: NetworkRoute;
  /** Maximum. Default: one per concurrent request. */
  readonly connections?: number;
  /** Called at the last moment before each request is written to its connection; what it throws stops the request. */
  readonly beforeSend?: () => void;
}

/** Real keys have 32 characters. A sandbox's key may be shorter, and may occur as a word in messages. */
const MIN_REAL_KEY_LENGTH = 16;

/** An `Http` over undici. Redirects are not followed, so the key never reaches another host. */
export const createHttp = (options: HttpOptions): Http => {
  const { timeouts } = options;
  const mask = maskKeysInResponses(() => keysOf(options));
  const connections = limitUnusedConnections(new URL(options.baseUrl).host, options.route?.proxy);
  const dispatcher = new Agent({
    connect: connections.limit(createConnector(options)),
    maxResponseSize: MAX_RESPONSE_BYTES,
    headersTimeout: timeouts.requestMs,
    bodyTimeout: timeouts.requestMs,
    keepAliveTimeout: 1_000,
    ...(options.connections === undefined ? {} : { connections: options.connections }),
  });
  const inFlight = createInFlight();
  const base: SharedRequestParts = { url: new URL(options.baseUrl), headers: headersOf(options) };
  const shutDown = () => {
    inFlight.abortAll(options.signal.reason);
    // A connection that opened just after its request was aborted would keep the process alive.
    void dispatcher.destroy();
  };
  if (options.signal.aborted) shutDown();
  else options.signal.addEventListener("abort", shutDown, { once: true });
  return async (request) => {
    options.assertAllowed(request);
    const start = options.now();
    const { method, path } = request;
    const trace = (outcome: string) =>
      options.onTrace?.({ method, path, outcome, milliseconds: Math.round(options.now() - start) });
    try {
      const response = mask(
        await exchange(dispatcher, prepareRequest(request, base, options), {
          ...inFlight,
          onStart: connections.markUsed,
        }),
      );
      trace(String(response.status));
      return response;
    } catch (error) {
      const failure = asFailure(error, request, options);
      trace(failure.code);
      throw failure;
    }
  };
};

/** undici ignores a request's signal until there is a connection, so the socket gets the run's signal and a timeout. */
const createConnector = ({ timeouts, signal, route = {} }: HttpOptions): buildConnector.connector => {
  const options = {
    timeout: Math.min(timeouts.connectMs, timeouts.requestMs),
    ...(route.secureContext === undefined ? {} : { secureContext: route.secureContext }),
  };
  const direct = withFreshSignals((fresh) => buildConnector({ ...options, signal: fresh }), signal);
  return route.proxy === undefined ? direct : throughProxy(route.proxy, direct);
};

/** TLS to the server, if any, runs inside the tunnel. */
const throughProxy =
  (proxy: NonNullable<NetworkRoute["proxy"]>, encrypt: buildConnector.connector): buildConnector.connector =>
  (options, callback) => {
    const isEncrypted = options.protocol === "https:";
    proxy.open({ hostname: options.hostname, port: Number(options.port) || (isEncrypted ? 443 : 80) }).then(
      (socket) =>
        isEncrypted ? encrypt({ ...options, httpSocket: socket }, callback) : callback(null, socket),
      (error) => callback(error, null),
    );
  };

const keysOf = ({ authorization, openedKeys = () => [] }: HttpOptions): readonly Secret[] => {
  const opened = openedKeys();
  const secret = authorization?.secret;
  return secret === undefined || opened.includes(secret) ? opened : [...opened, secret];
};

/** Paths that URL parsing does not change. */
const PLAIN_PATH = /^(?:\/(?!\.|%2e)[\w.~-]+)+$/i;

const urlOf = ({ origin, host, pathname }: URL, baseUrl: string, path: string): PreparedRequest["url"] =>
  PLAIN_PATH.test(path) && pathname === "/"
    ? { origin, host, pathname: path, search: "" }
    : new URL(baseUrl + path);

/** The parts that all requests share. */
interface SharedRequestParts {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

const headersOf = ({ authorization, userAgent }: HttpOptions): SharedRequestParts["headers"] => ({
  ...(authorization === undefined
    ? {}
    : { authorization: `${authorization.scheme} ${authorization.secret.reveal()}` }),
  accept: "application/json",
  "accept-encoding": "identity",
  "user-agent": userAgent,
});

const JSON_BODY = { "content-type": "application/json" };

const prepareRequest = (
  request: HttpRequest,
  base: SharedRequestParts,
  options: HttpOptions,
): PreparedRequest => {
  const text = request.text ?? JSON.stringify(request.body);
  return {
    request,
    text,
    url: urlOf(base.url, options.baseUrl, request.path),
    limitMs: limitOf(request, options),
    beforeSend: options.beforeSend,
    headers: Object.assign({}, base.headers, text === undefined ? undefined : JSON_BODY, request.headers),
  };
};

const limitOf = ({ timeoutMs }: HttpRequest, { timeouts }: HttpOptions): number =>
  Math.min(timeouts.requestMs, timeoutMs ?? timeouts.requestMs);

const asFailure = (error: unknown, request: HttpRequest, options: HttpOptions): Failure => {
  const { host } = new URL(options.baseUrl);
  if (options.signal.aborted || request.signal?.aborted) return interrupted(request);
  if (error instanceof Failure) return error;
  const { name } = error as { name?: unknown };
  if (name !== "TimeoutError") return networkFailure(error, host, options.timeouts, request);
  const limitMs = limitOf(request, options);
  return limitMs < options.timeouts.requestMs
    ? sessionTimeout(host, limitMs, request)
    : attemptTimeout(host, options.timeouts, request);
};

/**
 * Masks the key in responses, which can quote it or a part of it: Novu's error about a bad Authorization header, its
 * list of environments (docs/novu-api.md, "Authentication" and "Environments and keys"), echo servers and redirects.
 */
export const maskKeyInResponses = (key: Secret): ((response: HttpResponse) => HttpResponse) => {
  const strict = createMask(key);
  const lenient = createMask(key, { sparesWords: true });
  const isShort = key.reveal().length < MIN_REAL_KEY_LENGTH;
  return (response) => {
    const isSuccess = response.status >= 200 && response.status < 300;
    if (isSuccess && isShort) return response;
    const mask = isSuccess ? lenient : strict;
    return { ...response, headers: maskHeaders(response.headers, mask), body: mask(response.body) };
  };
};

/**
 * Masks all keys that the run has opened: the key of one request may appear in the response to another, even to one that
 * was sent without a key.
 */
const maskKeysInResponses = (keys: () => readonly Secret[]): ((response: HttpResponse) => HttpResponse) => {
  const masks = new Map<Secret, ReturnType<typeof maskKeyInResponses>>();
  const maskFor = (key: Secret) => {
    const mask = masks.get(key) ?? maskKeyInResponses(key);
    masks.set(key, mask);
    return mask;
  };
  return (response) => keys().reduce((masked, key) => maskFor(key)(masked), response);
};

/** Copies the headers only if one contains the key, which is rare. */
const maskHeaders = (headers: HttpResponse["headers"], mask: Mask): HttpResponse["headers"] =>
  Object.values(headers).every((value) => mask(value) === value)
    ? headers
    : Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, mask(value)]));

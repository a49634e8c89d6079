import { Agent, buildConnector } from "undici";
import { Failure } from "../failures/failure.js";
import { createMask, type Mask } from "../secrets/mask-secret.js";
import type { Secret } from "../secrets/secret.js";
import { createInFlight, exchange, type Outgoing } from "./exchange.js";
import { withFreshSignals } from "./fresh-signals.js";
import type { Http, HttpRequest, HttpResponse, HttpTrace } from "./http.js";
import { interrupted } from "./interrupted.js";
import { networkFailure, outOfTime, type Timeouts, totalTimeout } from "./network-failure.js";
import { LARGEST_RESPONSE } from "./response-limits.js";
import type { NetworkRoute } from "./route.js";
import { countUnused } from "./unused-connections.js";

export interface HttpOptions {
  readonly baseUrl: string;
  /** Scheme word and secret of the Authorization header; without it there is no such header. */
  readonly authorization?: { readonly scheme: string; readonly secret: Secret } | undefined;
  /** The keys that the run has opened so far, this client's or not; no answer shows any of them. */
  readonly openedKeys?: () => readonly Secret[];
  readonly userAgent: string;
  readonly timeouts: Timeouts;
  /** Ends every request at once, as Ctrl-C does. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly onTrace?: ((trace: HttpTrace) => void) | undefined;
  /** Direct, with Node's own trust, when left out. */
  readonly route?: NetworkRoute;
  /** At most; as many as there are requests at once when left out. */
  readonly connections?: number;
  /** Called at the last moment before each request is written to its connection; what it throws stops the request. */
  readonly beforeSend?: () => void;
}

/** Real keys have 32 characters. A shorter one is a sandbox's, and may be a word that a message says. */
const SHORTEST_REAL_KEY = 16;

/** An `Http` over undici. Redirects are not followed, so the key never reaches another host. */
export const createHttp = (options: HttpOptions): Http => {
  const { timeouts } = options;
  const mask = createKeysMask(() => keysOf(options));
  const unused = countUnused(new URL(options.baseUrl).host, options.route?.proxy);
  const dispatcher = new Agent({
    connect: unused.limit(connection(options)),
    maxResponseSize: LARGEST_RESPONSE,
    headersTimeout: timeouts.requestMs,
    bodyTimeout: timeouts.requestMs,
    keepAliveTimeout: 1_000,
    ...(options.connections === undefined ? {} : { connections: options.connections }),
  });
  // A connection that was made just as its request was given up would keep the run alive for ever.
  const inFlight = createInFlight();
  const base: Base = { url: new URL(options.baseUrl), headers: headersOf(options) };
  const leave = () => {
    inFlight.endAll(options.signal.reason);
    void dispatcher.destroy();
  };
  if (options.signal.aborted) leave();
  else options.signal.addEventListener("abort", leave, { once: true });
  return async (request) => {
    const start = options.now();
    const { method, path } = request;
    const trace = (outcome: string) =>
      options.onTrace?.({ method, path, outcome, milliseconds: Math.round(options.now() - start) });
    try {
      const response = mask(
        await exchange(dispatcher, outgoingOf(request, base, options), { ...inFlight, onStart: unused.used }),
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

/** undici does not hear a request's signal before there is a connection; the socket does, and it ends in time. */
const connection = ({ timeouts, signal, route = {} }: HttpOptions): buildConnector.connector => {
  const options = {
    timeout: Math.min(timeouts.connectMs, timeouts.requestMs),
    ...(route.trust === undefined ? {} : { secureContext: route.trust }),
  };
  const direct = withFreshSignals((fresh) => buildConnector({ ...options, signal: fresh }), signal);
  return route.proxy === undefined ? direct : throughProxy(route.proxy, direct);
};

/** The proxy sees the way's end; encryption, where there is any, begins behind it. */
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
  const own = authorization?.secret;
  return own === undefined || opened.includes(own) ? opened : [...opened, own];
};

/** A path of plain segments stays as it is; what a URL parser might change is left to one. */
const PLAIN = /^(?:\/(?!\.|%2e)[\w.~-]+)+$/i;

const urlOf = ({ origin, host, pathname }: URL, baseUrl: string, path: string): Outgoing["url"] =>
  PLAIN.test(path) && pathname === "/"
    ? { origin, host, pathname: path, search: "" }
    : new URL(baseUrl + path);

/** What all requests have in common. */
interface Base {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

const headersOf = ({ authorization, userAgent }: HttpOptions): Base["headers"] => ({
  ...(authorization === undefined
    ? {}
    : { authorization: `${authorization.scheme} ${authorization.secret.reveal()}` }),
  accept: "application/json",
  "accept-encoding": "identity",
  "user-agent": userAgent,
});

const JSON_BODY = { "content-type": "application/json" };

const outgoingOf = (request: HttpRequest, base: Base, options: HttpOptions): Outgoing => {
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
  if (name !== "TimeoutError") return networkFailure(error, host, options.timeouts, request.isOnce);
  const limitMs = limitOf(request, options);
  return limitMs < options.timeouts.requestMs
    ? outOfTime(host, limitMs)
    : totalTimeout(host, options.timeouts);
};

/**
 * Takes the key out of answers, which can quote it or a part of it: Novu's error about a bad Authorization header, its
 * list of environments (docs/novu-api.md, "Authentication" and "Environments and keys"), echo servers and redirects.
 */
export const createKeyMask = (key: Secret): ((response: HttpResponse) => HttpResponse) => {
  const strict = createMask(key);
  const sparing = createMask(key, { sparesWords: true });
  const isShort = key.reveal().length < SHORTEST_REAL_KEY;
  return (response) => {
    const isSuccess = response.status >= 200 && response.status < 300;
    if (isSuccess && isShort) return response;
    const mask = isSuccess ? sparing : strict;
    return { ...response, headers: maskAll(response.headers, mask), body: mask(response.body) };
  };
};

/**
 * The same for all keys that a run has opened: what one request sent may come back in the answer to another, also to one
 * that carried no key.
 */
const createKeysMask = (keys: () => readonly Secret[]): ((response: HttpResponse) => HttpResponse) => {
  const masks = new Map<Secret, ReturnType<typeof createKeyMask>>();
  const maskFor = (key: Secret) => {
    const mask = masks.get(key) ?? createKeyMask(key);
    masks.set(key, mask);
    return mask;
  };
  return (response) => keys().reduce((masked, key) => maskFor(key)(masked), response);
};

/** Hardly any answer has the key in its headers: only those are copied. */
const maskAll = (headers: HttpResponse["headers"], mask: Mask): HttpResponse["headers"] =>
  Object.values(headers).every((value) => mask(value) === value)
    ? headers
    : Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, mask(value)]));

import { Agent, buildConnector, request as send } from "undici";
import { Failure } from "../failure/failure.js";
import type { Secret } from "../secret/secret.js";
import { LARGEST_ANSWER, packed, packingOf, tooLarge } from "./answer-limits.js";
import type { Http, HttpRequest, HttpResponse, HttpTrace } from "./http.js";
import { interrupted } from "./interrupted.js";
import { createKeyMask } from "./mask-key.js";
import { networkFailure, outOfTime, reasonOf, type Timeouts, totalTimeout } from "./network-failure.js";
import type { Route } from "./route.js";

export interface HttpOptions {
  readonly baseUrl: string;
  /** Scheme word and secret of the Authorization header; without it there is no such header. */
  readonly authorization?: { readonly scheme: string; readonly secret: Secret } | undefined;
  readonly userAgent: string;
  readonly timeouts: Timeouts;
  /** Ends every request at once, as Ctrl-C does. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly onTrace?: ((trace: HttpTrace) => void) | undefined;
  /** Direct, with Node's own trust, when left out. */
  readonly route?: Route;
  /** At most; as many as there are requests at once when left out. */
  readonly connections?: number;
}

/** An `Http` over undici. Redirects are not followed, so the key never reaches another host. */
export const createHttp = (options: HttpOptions): Http => {
  const { timeouts, authorization } = options;
  const mask = authorization === undefined ? unchanged : createKeyMask(authorization.secret);
  const dispatcher = new Agent({
    connect: connection(options),
    maxResponseSize: LARGEST_ANSWER,
    headersTimeout: timeouts.requestMs,
    bodyTimeout: timeouts.requestMs,
    keepAliveTimeout: 1_000,
    ...(options.connections === undefined ? {} : { connections: options.connections }),
  });
  // A connection that was made just as its request was given up would keep the run alive for ever.
  const leave = () => void dispatcher.destroy();
  if (options.signal.aborted) leave();
  else options.signal.addEventListener("abort", leave, { once: true });
  return async (request) => {
    const start = options.now();
    const { method, path } = request;
    const trace = (outcome: string) =>
      options.onTrace?.({ method, path, outcome, milliseconds: Math.round(options.now() - start) });
    try {
      const response = mask(await attempt(request, options, dispatcher));
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
const connection = ({ timeouts, signal, route = {} }: HttpOptions) => {
  const options = {
    timeout: Math.min(timeouts.connectMs, timeouts.requestMs),
    signal,
    ...(route.trust === undefined ? {} : { secureContext: route.trust }),
  };
  return route.proxy === undefined ? options : throughProxy(route.proxy, buildConnector(options));
};

/** The proxy sees the way's end; encryption, where there is any, begins behind it. */
const throughProxy =
  (proxy: NonNullable<Route["proxy"]>, encrypt: buildConnector.connector): buildConnector.connector =>
  (options, callback) => {
    const isEncrypted = options.protocol === "https:";
    proxy.open({ hostname: options.hostname, port: Number(options.port) || (isEncrypted ? 443 : 80) }).then(
      (socket) =>
        isEncrypted ? encrypt({ ...options, httpSocket: socket }, callback) : callback(null, socket),
      (error) => callback(error, null),
    );
  };

const unchanged = (response: HttpResponse): HttpResponse => response;

const attempt = async (
  request: HttpRequest,
  options: HttpOptions,
  dispatcher: Agent,
): Promise<HttpResponse> => {
  const limit = startLimit(limitOf(request, options));
  try {
    const ends = [options.signal, limit.signal, ...(request.signal === undefined ? [] : [request.signal])];
    return await exchange(request, options, dispatcher, AbortSignal.any(ends));
  } finally {
    limit.stop();
  }
};

const limitOf = ({ timeoutMs }: HttpRequest, { timeouts }: HttpOptions): number =>
  Math.min(timeouts.requestMs, timeoutMs ?? timeouts.requestMs);

/** The longest a timer can run; a longer one would end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Not AbortSignal.timeout(): inside any() nothing holds on to it, and a collected one never ends anything. */
const startLimit = (ms: number) => {
  const controller = new AbortController();
  const end = () => controller.abort(new DOMException("the whole try took too long", "TimeoutError"));
  const timer = setTimeout(end, Math.min(ms, LONGEST_TIMER_MS));
  return { signal: controller.signal, stop: () => clearTimeout(timer) };
};

const exchange = async (
  request: HttpRequest,
  options: HttpOptions,
  dispatcher: Agent,
  signal: AbortSignal,
): Promise<HttpResponse> => {
  const { authorization } = options;
  const text = request.text ?? JSON.stringify(request.body);
  const { statusCode, headers, body } = await send(options.baseUrl + request.path, {
    dispatcher,
    method: request.method,
    headers: {
      ...(authorization === undefined
        ? {}
        : { authorization: `${authorization.scheme} ${authorization.secret.reveal()}` }),
      accept: "application/json",
      "accept-encoding": "identity",
      "user-agent": options.userAgent,
      ...(text === undefined ? {} : { "content-type": "application/json" }),
      ...request.headers,
    },
    body: text ?? null,
    signal,
  });
  const cut = { host: new URL(options.baseUrl).host, status: statusCode };
  const coding = packingOf(headers["content-encoding"]);
  if (coding !== undefined && !BODILESS.has(statusCode)) {
    body.on("error", () => {}).destroy(); // It is given up; what it says after that is no news.
    throw packed(request, coding, cut);
  }
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: await body.text().catch((error: unknown) => {
      throw reasonOf(error).code === OVER_LIMIT ? tooLarge(request, cut) : error;
    }),
  };
};

const BODILESS: ReadonlySet<number> = new Set([204, 304]);
const OVER_LIMIT = "UND_ERR_RES_EXCEEDED_MAX_SIZE";

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

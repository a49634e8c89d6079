import { Agent, request as send } from "undici";
import type { Failure } from "../failure/failure.js";
import type { Secret } from "../secret/secret.js";
import type { Http, HttpRequest, HttpResponse, HttpTrace } from "./http.js";
import { interrupted } from "./interrupted.js";
import { createKeyMask } from "./mask-key.js";
import { networkFailure, outOfTime, type Timeouts, totalTimeout } from "./network-failure.js";

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
}

/** An `Http` over undici. Redirects are not followed, so the key never reaches another host. */
export const createHttp = (options: HttpOptions): Http => {
  const { timeouts, authorization } = options;
  const mask = authorization === undefined ? unchanged : createKeyMask(authorization.secret);
  const dispatcher = new Agent({
    connect: { timeout: timeouts.connectMs },
    headersTimeout: timeouts.requestMs,
    bodyTimeout: timeouts.requestMs,
    keepAliveTimeout: 1_000,
  });
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
      "user-agent": options.userAgent,
      ...(text === undefined ? {} : { "content-type": "application/json" }),
      ...request.headers,
    },
    body: text ?? null,
    signal,
  });
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: await body.text(),
  };
};

const asFailure = (error: unknown, request: HttpRequest, options: HttpOptions): Failure => {
  const { host } = new URL(options.baseUrl);
  if (options.signal.aborted || request.signal?.aborted) return interrupted(request);
  const { name } = error as { name?: unknown };
  if (name !== "TimeoutError") return networkFailure(error, host, options.timeouts, request.isOnce);
  const limitMs = limitOf(request, options);
  return limitMs < options.timeouts.requestMs
    ? outOfTime(host, limitMs)
    : totalTimeout(host, options.timeouts);
};

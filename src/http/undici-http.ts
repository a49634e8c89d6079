import { Agent, request as send } from "undici";
import { Failure } from "../failure/failure.js";
import { type Secret, withoutSecret } from "../secret/secret.js";
import type { Http, HttpRequest, HttpResponse, HttpTrace } from "./http.js";
import { networkFailure, type Timeouts, totalTimeout } from "./network-failure.js";

export interface HttpOptions {
  readonly baseUrl: string;
  /** Scheme word and secret of the Authorization header. */
  readonly authorization: { readonly scheme: string; readonly secret: Secret };
  readonly userAgent: string;
  readonly timeouts: Timeouts;
  /** Ends every request at once, as Ctrl-C does. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly onTrace?: ((trace: HttpTrace) => void) | undefined;
}

/** An `Http` over undici. Redirects are not followed, so the key never reaches another host. */
export const createHttp = (options: HttpOptions): Http => {
  const { timeouts } = options;
  const dispatcher = new Agent({
    connect: { timeout: timeouts.connectMs },
    headersTimeout: timeouts.requestMs,
    bodyTimeout: timeouts.requestMs,
    keepAliveTimeout: 1_000,
  });
  return async (request) => {
    const start = options.now();
    const trace = (outcome: string) =>
      options.onTrace?.({ ...request, outcome, milliseconds: Math.round(options.now() - start) });
    try {
      const response = await attempt(request, options, dispatcher);
      trace(String(response.status));
      return response;
    } catch (error) {
      const failure = asFailure(error, options);
      trace(failure.code);
      throw failure;
    }
  };
};

const attempt = async (
  request: HttpRequest,
  options: HttpOptions,
  dispatcher: Agent,
): Promise<HttpResponse> => {
  const { scheme, secret } = options.authorization;
  const { statusCode, headers, body } = await send(options.baseUrl + request.path, {
    dispatcher,
    method: request.method,
    headers: {
      authorization: `${scheme} ${secret.reveal()}`,
      accept: "application/json",
      "user-agent": options.userAgent,
      ...(request.body === undefined ? {} : { "content-type": "application/json" }),
      ...request.headers,
    },
    body: request.body === undefined ? null : JSON.stringify(request.body),
    signal: AbortSignal.any([options.signal, AbortSignal.timeout(options.timeouts.requestMs)]),
  });
  const text = await body.text();
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    // Novu's answer to a bad Authorization header quotes it (contract 1.1).
    body: statusCode < 400 ? text : withoutSecret(text, secret),
  };
};

const asFailure = (error: unknown, { baseUrl, timeouts, signal }: HttpOptions): Failure => {
  const { host } = new URL(baseUrl);
  if (signal.aborted) {
    return new Failure("E_INTERRUPTED", "stopped before the answer came", { sent: "unknown" });
  }
  const { name } = error as { name?: unknown };
  return name === "TimeoutError" ? totalTimeout(host, timeouts) : networkFailure(error, host, timeouts);
};

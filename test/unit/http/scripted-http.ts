import { Failure } from "../../../src/failures/failure.js";
import type { RetryLimits } from "../../../src/http/backoff.js";
import type { Http, HttpRequest, HttpResponse } from "../../../src/http/http.js";
import { networkFailure } from "../../../src/http/network-failure.js";
import { createSessionFactory } from "../../../src/http/request-session.js";

/** How a try ends, and after how long. */
export interface Scripted {
  readonly end: number | string;
  readonly headers?: HttpResponse["headers"];
  readonly tookMs?: number;
}

/** A try that ends with a status, or with Node's code for a network error. */
export const ends = (end: Scripted["end"], headers: HttpResponse["headers"] = {}, tookMs = 10): Scripted => ({
  end,
  headers,
  tookMs,
});

export const WRITE: HttpRequest = {
  method: "POST",
  path: "/v1/x",
  body: { status: "done" },
  headers: { "idempotency-key": "k1" },
};

/** A request whose key is the user's own cannot be renewed; this one can, as k2, k3 and so on. */
export const renewable = (): HttpRequest => {
  let number = 1;
  return {
    ...WRITE,
    newIdempotencyKey: () => {
      number += 1;
      return `k${number}`;
    },
  };
};

interface Options extends Partial<RetryLimits> {
  readonly random?: number;
  readonly signal?: AbortSignal;
  /** Called before each pause. */
  readonly onSleep?: (ms: number) => void;
}

/** Sessions over a script of responses, whose last entry repeats. Time passes only through requests and pauses. */
export const scripted = (script: readonly Scripted[], options: Options = {}) => {
  const { maxTries = 5, maxWaitMs = 60_000, random = 0.5, signal = new AbortController().signal } = options;
  const sent: HttpRequest[] = [];
  const pauses: number[] = [];
  const lines: string[] = [];
  let now = 1_000_000;
  const http: Http = async (request) => {
    const step = script[Math.min(sent.length, script.length - 1)];
    if (step === undefined) throw new Error("nobody expected a request");
    sent.push(request);
    const { timeoutMs = 30_000 } = request;
    const tookMs = step.tookMs ?? 10;
    now += Math.min(tookMs, timeoutMs);
    if (tookMs > timeoutMs) throw failing("UND_ERR_HEADERS_TIMEOUT");
    if (typeof step.end === "string") throw failing(step.end);
    return { status: step.end, headers: step.headers ?? {}, body: "{}" };
  };
  const startSession = createSessionFactory(http, {
    retryLimits: { maxTries, maxWaitMs },
    signal,
    now: () => now,
    random: () => random,
    sleep: async (ms) => {
      options.onSleep?.(ms);
      pauses.push(ms);
      now += ms;
    },
    onRetry: (line) => void lines.push(line),
  });
  return {
    startSession,
    http: ((request) => startSession().http(request)) satisfies Http,
    sent,
    pauses,
    lines,
    keys: () => sent.map(({ headers }) => headers?.["idempotency-key"]),
    elapsedMs: () => now - 1_000_000,
    passTime: (ms: number) => {
      now += ms;
    },
  };
};

const failing = (code: string): Failure =>
  code === "E_INTERRUPTED"
    ? new Failure("E_INTERRUPTED", "stopped before the response arrived", { sent: "unknown" })
    : networkFailure({ code }, "127.0.0.1:1", { connectMs: 10_000, requestMs: 30_000 }, { method: "POST" });

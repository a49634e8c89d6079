import type { Failure, Sent } from "../failures/failure.js";
import { durationText } from "../model/durations.js";
import { ignoreAbort } from "../model/ignore-abort.js";
import { backoff, type RetryLimits, timeIsUp } from "./backoff.js";
import type { HttpRequest, HttpResponse, RetrySummary } from "./http.js";
import { interrupted } from "./interrupted.js";
import { isTransient } from "./network-failure.js";

type AttemptResult = { readonly response: HttpResponse } | { readonly failure: Failure };

/** Whether to send the request again, with which idempotency key. `stopReason` and `reason` are sentences. */
type RetryDecision =
  | { readonly kind: "final"; readonly stopReason?: string }
  | { readonly kind: "retry"; readonly reason: string; readonly idempotencyKey: "same" | "new" };

const FINAL = { kind: "final" } as const;

export interface RetryBudgetOptions {
  readonly retryLimits: RetryLimits;
  readonly signal: AbortSignal;
  /** ms since the epoch. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Settles after `ms`; on abort it may resolve or reject. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** One line per try after the first. */
  readonly onRetry?: ((line: string) => void) | undefined;
}

export interface AttemptCount {
  tries: number;
  sent: Sent;
}

type RetriedRequest = Pick<HttpRequest, "method" | "isNotRepeatable" | "signal">;

interface Stop {
  /** See `RetrySummary`. */
  readonly stopReason: string | undefined;
}

/** Decides for one session whether a further try fits the limits, and waits before it. */
interface RetryBudget {
  leftMs(): number;
  /** Logs the retry and waits. Returns undefined when the next try may begin. @throws Failure E_INTERRUPTED */
  next(
    reason: string,
    retryAfter: number | undefined,
    request: RetriedRequest,
    count: AttemptCount,
  ): Promise<Stop | undefined>;
  /** Waits, but no longer than the time left. @throws Failure E_INTERRUPTED */
  pause(ms: number, request: RetriedRequest, sent: Sent): Promise<void>;
  summary(count: AttemptCount, stopReason?: string): RetrySummary;
}

/**
 * Whether a retry can succeed, and with which idempotency key. The server stores its response under the key, errors
 * included, except for a 429 and for a 409 about a request in progress (docs/novu-api.md, "Idempotency"). So a key is
 * reused only if no response to it was final.
 */
export const retryDecision = (result: AttemptResult, request: HttpRequest): RetryDecision =>
  "failure" in result ? afterFailure(result.failure, request) : afterResponse(result.response, request);

const afterFailure = (failure: Failure, { isNotRepeatable }: HttpRequest): RetryDecision => {
  const isUnsent = failure.sent === "no";
  return isTransient(failure) && (isUnsent || !isNotRepeatable)
    ? { kind: "retry", reason: failure.message, idempotencyKey: "same" }
    : FINAL;
};

const afterResponse = (response: HttpResponse, request: HttpRequest): RetryDecision => {
  const reason = retryReason(response);
  if (reason === undefined) return FINAL;
  const isUndone = !isReplay(response) && NOT_CARRIED_OUT.has(response.status);
  if (isUndone) return { kind: "retry", reason, idempotencyKey: "same" };
  if (request.isNotRepeatable) return FINAL;
  const hasKey = request.headers?.["idempotency-key"] !== undefined;
  if (!hasKey || request.newIdempotencyKey !== undefined)
    return { kind: "retry", reason, idempotencyKey: "new" };
  return isReplay(response) ? FINAL : { kind: "final", stopReason: KEY_USED_UP };
};

const NOT_CARRIED_OUT: ReadonlySet<number> = new Set([409, 429]);

const KEY_USED_UP =
  "It wasn't retried, because Novu may replay this response for your idempotency key. To retry, use another key.";

/** For people: why a retry may succeed. Undefined if it cannot. */
const retryReason = (response: HttpResponse): string | undefined => {
  const { status, headers } = response;
  if (status < 400) return undefined;
  if (isReplay(response)) return `Novu repeated an earlier response (${status})`;
  if (status >= 500) return `Novu returned a server error (${status})`;
  if (status === 409) return headers["retry-after"] === undefined ? undefined : RETRY_REASONS[status];
  return RETRY_REASONS[status];
};

const RETRY_REASONS: Readonly<Record<number, string>> = {
  408: "Novu timed out waiting for the request (408)",
  409: "the same request is still in progress (409)",
  425: "Novu says it is too early (425)",
  429: "Novu's rate limit is reached (429)",
};

export const createRetryBudget = (options: RetryBudgetOptions): RetryBudget => {
  const { retryLimits, now, random, onRetry } = options;
  const start = now();
  const elapsedMs = () => Math.max(0, now() - start);
  const leftMs = () => retryLimits.maxWaitMs - elapsedMs();

  const pause: RetryBudget["pause"] = async (ms, request, sent) => {
    const signal = AbortSignal.any([
      options.signal,
      ...(request.signal === undefined ? [] : [request.signal]),
    ]);
    if (!signal.aborted)
      await options.sleep(Math.max(0, Math.min(ms, leftMs())), signal).catch(ignoreAbort(signal));
    if (signal.aborted) throw interrupted(request, sent);
  };

  return {
    leftMs,
    pause,
    next: async (reason, retryAfter, request, { tries, sent }) => {
      const decision = backoff(retryLimits, { tries, elapsedMs: elapsedMs() }, retryAfter, random());
      if (decision.kind === "stop") return decision;
      onRetry?.(`retry ${tries} of ${retryLimits.maxTries - 1} ${delayText(decision.ms)}: ${reason}`);
      await pause(decision.ms, request, sent);
      return leftMs() > 0 ? undefined : { stopReason: timeIsUp(retryLimits.maxWaitMs) };
    },
    summary: ({ tries, sent }, stopReason) => ({ tries, elapsedMs: elapsedMs(), sent, stopReason }),
  };
};

/** Avoids “in 0 s”. */
const delayText = (ms: number): string => (ms < 50 ? "now" : `in ${durationText(ms)}`);

/** The tries and their duration, as hint lines and as JSON details of a failure. */
export const retryDetails = ({
  tries,
  elapsedMs,
  stopReason,
}: RetrySummary): {
  readonly hint: readonly string[];
  readonly details: Readonly<Record<string, number>>;
} => ({
  hint: [
    ...(tries > 1 ? [`Gave up after ${tries} attempts in ${durationText(elapsedMs)}.`] : []),
    ...(stopReason === undefined ? [] : [stopReason]),
  ],
  details: { tries, elapsedMs: Math.round(elapsedMs) },
});

/** Whether the response is a stored one, repeated for its idempotency key. Novu's docs name the second header. */
export const isReplay = ({ headers }: Pick<HttpResponse, "headers">): boolean =>
  /^\s*true\s*$/i.test(headers["idempotency-replay"] ?? headers["idempotent-replay"] ?? "");

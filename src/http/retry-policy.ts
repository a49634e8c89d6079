import type { Failure, Sent } from "../failures/failure.js";
import { durationText } from "../model/durations.js";
import { backoff, type RetryLimits, timeIsUp } from "./backoff.js";
import type { HttpRequest, HttpResponse, RetrySummary } from "./http.js";
import { interrupted } from "./interrupted.js";
import { isTransient } from "./network-failure.js";

/** How one try ended. */
export type AttemptResult = { readonly response: HttpResponse } | { readonly failure: Failure };

/** What a try's end is worth. */
export type RetryDecision =
  | { readonly kind: "final"; readonly because?: string }
  | { readonly kind: "again"; readonly reason: string; readonly key: "same" | "new" };

const FINAL = { kind: "final" } as const;

export interface RetryBudgetOptions {
  readonly budget: RetryLimits;
  readonly signal: AbortSignal;
  /** ms since the epoch. */
  readonly now: () => number;
  /** From 0 up to but not 1. */
  readonly random: () => number;
  /** Settles after so many ms, or in whatever way when the signal comes. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** One line per try after the first. */
  readonly onRetry?: ((line: string) => void) | undefined;
}

/** Tries that count together. */
export interface AttemptCount {
  tries: number;
  sent: Sent;
}

type RetriedRequest = Pick<HttpRequest, "method" | "isOnce" | "signal">;

/** Why there is no further try; see `RetrySummary`. */
interface Stop {
  readonly because: string | undefined;
}

/** The clock of one undertaking, which says whether there is another try, and waits for it. */
export interface RetryBudget {
  leftMs(): number;
  /** Undefined after the pause, when the next try may begin. @throws Failure E_INTERRUPTED */
  next(
    reason: string,
    asked: number | undefined,
    request: RetriedRequest,
    count: AttemptCount,
  ): Promise<Stop | undefined>;
  /** A pause, no longer than what is left. @throws Failure E_INTERRUPTED */
  pause(ms: number, request: RetriedRequest, sent: Sent): Promise<void>;
  tried(count: AttemptCount, because?: string): RetrySummary;
}

/**
 * Whether a retry can succeed, and under which idempotency key. The server stores its answer under the key, errors
 * too, but not a 429 and not a 409 for a request that still runs (docs/novu-api.md, "Idempotency"). So a key is
 * sent again only if no answer to it was final.
 */
export const retryDecision = (end: AttemptResult, request: HttpRequest): RetryDecision =>
  "failure" in end ? afterFailure(end.failure, request) : afterAnswer(end.response, request);

const afterFailure = (failure: Failure, { isOnce }: HttpRequest): RetryDecision => {
  const isCertain = failure.sent === "no";
  return isTransient(failure) && (isCertain || !isOnce)
    ? { kind: "again", reason: failure.message, key: "same" }
    : FINAL;
};

const afterAnswer = (response: HttpResponse, request: HttpRequest): RetryDecision => {
  const reason = reasonOf(response);
  if (reason === undefined) return FINAL;
  const isUndone = !isReplay(response) && NOT_CARRIED_OUT.has(response.status);
  if (isUndone) return { kind: "again", reason, key: "same" };
  if (request.isOnce) return FINAL;
  const hasKey = request.headers?.["idempotency-key"] !== undefined;
  if (!hasKey || request.renewKey !== undefined) return { kind: "again", reason, key: "new" };
  return isReplay(response) ? FINAL : { kind: "final", because: USED_UP };
};

const NOT_CARRIED_OUT: ReadonlySet<number> = new Set([409, 429]);

const USED_UP =
  "It was not tried again: Novu may keep this answer under your idempotency key. Give another key to try again.";

/** Why it is worth another try, for people; undefined where it is not. */
const reasonOf = (response: HttpResponse): string | undefined => {
  const { status, headers } = response;
  if (status < 400) return undefined;
  if (isReplay(response)) return `Novu repeated an earlier answer (${status})`;
  if (status >= 500) return `Novu had a problem of its own (${status})`;
  if (status === 409) return headers["retry-after"] === undefined ? undefined : REASONS[status];
  return REASONS[status];
};

const REASONS: Readonly<Record<number, string>> = {
  408: "Novu waited too long for the request (408)",
  409: "the same request is still being worked on (409)",
  425: "Novu takes the request for too early (425)",
  429: "Novu asks to slow down (429)",
};

/** What may have become of one try. */
export const sentBy = (end: AttemptResult): Sent => {
  if ("failure" in end) return end.failure.sent;
  const { status } = end.response;
  return status >= 500 || status === 408 ? "unknown" : "yes";
};

/** What may have become of several: a doubt about one is a doubt about all. */
export const sentByAll = (one: Sent, other: Sent): Sent => {
  const all = [one, other];
  if (all.includes("unknown")) return "unknown";
  return all.includes("yes") ? "yes" : "no";
};

export const createRetryBudget = (options: RetryBudgetOptions): RetryBudget => {
  const { budget, now, random, onRetry } = options;
  const start = now();
  const elapsedMs = () => Math.max(0, now() - start);
  const leftMs = () => budget.maxWaitMs - elapsedMs();

  const pause: RetryBudget["pause"] = async (ms, request, sent) => {
    const signal = AbortSignal.any([
      options.signal,
      ...(request.signal === undefined ? [] : [request.signal]),
    ]);
    if (!signal.aborted)
      await options.sleep(Math.max(0, Math.min(ms, leftMs())), signal).catch(unless(signal));
    if (signal.aborted) throw interrupted(request, sent);
  };

  return {
    leftMs,
    pause,
    next: async (reason, asked, request, { tries, sent }) => {
      const plan = backoff(budget, { tries, elapsedMs: elapsedMs() }, asked, random());
      if (plan.kind === "stop") return plan;
      onRetry?.(`try ${tries + 1} of ${budget.tries} ${soon(plan.ms)}: ${reason}`);
      await pause(plan.ms, request, sent);
      return leftMs() > 0 ? undefined : { because: timeIsUp(budget.maxWaitMs) };
    },
    tried: ({ tries, sent }, because) => ({ tries, elapsedMs: elapsedMs(), sent, because }),
  };
};

/** “In 0 s” would be an odd thing to say. */
const soon = (ms: number): string => (ms < 50 ? "at once" : `in ${durationText(ms)}`);

/** A sleep that the signal ended is no error of the sleep's. */
const unless = (signal: AbortSignal) => (error: unknown) => {
  if (!signal.aborted) throw error;
};

/** How often and how long it was tried, for a failure's lines and for its JSON. */
export const retryDetails = ({
  tries,
  elapsedMs,
  because,
}: RetrySummary): {
  readonly hint: readonly string[];
  readonly details: Readonly<Record<string, number>>;
} => ({
  hint: [
    ...(tries > 1 ? [`Tried ${tries} times in ${durationText(elapsedMs)}.`] : []),
    ...(because === undefined ? [] : [because]),
  ],
  details: { tries, elapsedMs: Math.round(elapsedMs) },
});

/** Whether the server gave an answer once more that it keeps under an idempotency key; docs had another name for it. */
export const isReplay = ({ headers }: Pick<HttpResponse, "headers">): boolean =>
  /^\s*true\s*$/i.test(headers["idempotency-replay"] ?? headers["idempotent-replay"] ?? "");

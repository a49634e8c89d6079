import type { Sent } from "../failures/failure.js";
import { backoff, type RetryLimits, timeIsUp } from "./backoff.js";
import { durationText } from "./duration-text.js";
import type { HttpRequest, RetrySummary } from "./http.js";
import { interrupted } from "./interrupted.js";

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

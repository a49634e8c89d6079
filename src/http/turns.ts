import type { Sent } from "../failures/failure.js";
import { durationText } from "./duration-text.js";
import type { HttpRequest, Tried } from "./http.js";
import { interrupted } from "./interrupted.js";
import { type Budget, planPause, timeIsUp } from "./plan-pause.js";

export interface TurnOptions {
  readonly budget: Budget;
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
export interface Count {
  tries: number;
  sent: Sent;
}

type Resting = Pick<HttpRequest, "method" | "isOnce" | "signal">;

/** Why there is no further try; see `Tried`. */
interface Stop {
  readonly because: string | undefined;
}

/** The clock of one undertaking, which says whether there is another try, and waits for it. */
export interface Turns {
  leftMs(): number;
  /** Undefined after the pause, when the next try may begin. @throws Failure E_INTERRUPTED */
  next(reason: string, asked: number | undefined, request: Resting, count: Count): Promise<Stop | undefined>;
  /** A pause, no longer than what is left. @throws Failure E_INTERRUPTED */
  rest(ms: number, request: Resting, sent: Sent): Promise<void>;
  tried(count: Count, because?: string): Tried;
}

export const createTurns = (options: TurnOptions): Turns => {
  const { budget, now, random, onRetry } = options;
  const start = now();
  const elapsedMs = () => Math.max(0, now() - start);
  const leftMs = () => budget.maxWaitMs - elapsedMs();

  const rest: Turns["rest"] = async (ms, request, sent) => {
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
    rest,
    next: async (reason, asked, request, { tries, sent }) => {
      const plan = planPause(budget, { tries, elapsedMs: elapsedMs() }, asked, random());
      if (plan.kind === "stop") return plan;
      onRetry?.(`try ${tries + 1} of ${budget.tries} ${soon(plan.ms)}: ${reason}`);
      await rest(plan.ms, request, sent);
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

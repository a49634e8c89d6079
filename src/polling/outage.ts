import type { Context } from "../context/context.js";
import { Failure } from "../failures/failure.js";
import { FAILURE_CODES } from "../failures/failure-codes.js";
import { elapsedText } from "../model/durations.js";
import { isTransientFailure } from "../novu/transient-failure.js";

/** Looks in a row that got no answer. */
export interface Outage {
  /** Of the last one. */
  readonly failure: Failure;
  /** When the first one failed, ms since the epoch. */
  readonly since: number;
  /** When a look got an answer; undefined where none ever did. */
  readonly lastAnswer: number | undefined;
}

/** Keeps account of looks that got no answer: says when that begins and when it is over, and nothing in between. */
export interface OutageTracker {
  /**
   * Takes note of what another look may not meet.
   * @param isLast whether there is none, so that nobody needs to be told of it
   * @throws whatever time does not mend
   */
  recordFailure(error: unknown, isLast: boolean): Promise<void>;
  /** A look got an answer, all of it. */
  recordResponse(): Promise<void>;
  hasAnswered(): boolean;
  open(): Outage | undefined;
}

export interface OutageOptions {
  /** To stderr. */
  readonly log: (text: string) => Promise<void>;
  /** What there is to add when it is over. */
  readonly recoveredNote: string;
  /** The first look is made with the run's retries, and what it fails with is final. */
  readonly isFirstWithRetries: boolean;
}

/** A server that was never reached may be a wrong address, which should not cost the whole time. */
const UNREACHED_MS = 60_000;

export const createOutageTracker = ({ now }: Pick<Context, "now">, how: OutageOptions): OutageTracker => {
  const start = now();
  let lastAnswer: number | undefined;
  let current: Omit<Outage, "lastAnswer"> | undefined;

  const isTransient = (failure: Failure): boolean => {
    if (lastAnswer !== undefined) return isTransientFailure(failure, true);
    const isUnreached = FAILURE_CODES[failure.code].exit === "network" && now() - start >= UNREACHED_MS;
    return !how.isFirstWithRetries && isTransientFailure(failure, false) && !isUnreached;
  };

  return {
    recordFailure: async (error, isLast) => {
      if (!(error instanceof Failure && isTransient(error))) throw error;
      const isNew = current === undefined;
      current = { since: current?.since ?? now(), failure: error };
      if (isNew && !isLast) await how.log(`${error.message}; looking again until there is an answer`);
    },
    recordResponse: async () => {
      lastAnswer = now();
      if (current === undefined) return;
      const lasted = outageDuration(now() - current.since);
      current = undefined;
      await how.log(`Novu answers again, after ${lasted}${how.recoveredNote}`);
    },
    hasAnswered: () => lastAnswer !== undefined,
    open: () => current && { ...current, lastAnswer },
  };
};

/** A span of trouble, for people; no time at all would be an odd thing to say. */
export const outageDuration = (ms: number): string => elapsedText(Math.max(1_000, ms));

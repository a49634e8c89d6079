import type { Context } from "../context/context.js";
import { Failure } from "../failures/failure.js";
import { FAILURE_CODES } from "../failures/failure-codes.js";
import { elapsedText } from "../model/elapsed-text.js";
import { isPassingTrouble } from "../novu/passing-trouble.js";

/** Looks in a row that got no answer. */
export interface OpenTrouble {
  /** Of the last one. */
  readonly failure: Failure;
  /** When the first one failed, ms since the epoch. */
  readonly since: number;
  /** When a look got an answer; undefined where none ever did. */
  readonly lastAnswer: number | undefined;
}

/** Keeps account of looks that got no answer: says when that begins and when it is over, and nothing in between. */
export interface Trouble {
  /**
   * Takes note of what another look may not meet.
   * @param isLast whether there is none, so that nobody needs to be told of it
   * @throws whatever time does not mend
   */
  weather(error: unknown, isLast: boolean): Promise<void>;
  /** A look got an answer, all of it. */
  answered(): Promise<void>;
  hasAnswered(): boolean;
  open(): OpenTrouble | undefined;
}

export interface TroubleHow {
  /** To stderr. */
  readonly tell: (text: string) => Promise<void>;
  /** What there is to add when it is over. */
  readonly backAgain: string;
  /** The first look is made with the run's retries, and what it fails with is final. */
  readonly isFirstWithRetries: boolean;
}

/** A server that was never reached may be a wrong address, which should not cost the whole time. */
const UNREACHED_MS = 60_000;

export const createTrouble = ({ now }: Pick<Context, "now">, how: TroubleHow): Trouble => {
  const start = now();
  let lastAnswer: number | undefined;
  let current: Omit<OpenTrouble, "lastAnswer"> | undefined;

  const isPassing = (failure: Failure): boolean => {
    if (lastAnswer !== undefined) return isPassingTrouble(failure, true);
    const isUnreached = FAILURE_CODES[failure.code].exit === "network" && now() - start >= UNREACHED_MS;
    return !how.isFirstWithRetries && isPassingTrouble(failure, false) && !isUnreached;
  };

  return {
    weather: async (error, isLast) => {
      if (!(error instanceof Failure && isPassing(error))) throw error;
      const isNew = current === undefined;
      current = { since: current?.since ?? now(), failure: error };
      if (isNew && !isLast) await how.tell(`${error.message}; looking again until there is an answer`);
    },
    answered: async () => {
      lastAnswer = now();
      if (current === undefined) return;
      const lasted = lastedText(now() - current.since);
      current = undefined;
      await how.tell(`Novu answers again, after ${lasted}${how.backAgain}`);
    },
    hasAnswered: () => lastAnswer !== undefined,
    open: () => current && { ...current, lastAnswer },
  };
};

/** A span of trouble, for people; no time at all would be an odd thing to say. */
export const lastedText = (ms: number): string => elapsedText(Math.max(1_000, ms));

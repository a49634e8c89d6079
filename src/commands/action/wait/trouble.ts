import type { Context } from "../../../context/context.js";
import { spanText } from "../../../domain/span-text.js";
import { Failure } from "../../../failure/failure.js";
import { FAILURE_CODES } from "../../../failure/failure-codes.js";
import { isPassingTrouble } from "../../../novu/passing-trouble.js";

/** Keeps account of looks that got no answer: says when that begins and when it is over, and nothing in between. */
export interface Trouble {
  /** Takes note of what another look may not meet. @throws whatever time does not mend */
  weather(error: unknown): Promise<undefined>;
  /** A look got an answer. */
  answered(): Promise<void>;
  /** What to end with when time is up while nothing answers; undefined where the last look was answered. */
  atTheEnd(): Failure | undefined;
}

/** A server that was never reached may be a wrong address, which should not cost the whole time. */
const UNREACHED_MS = 60_000;

export const createTrouble = ({ now, output }: Pick<Context, "now" | "output">, start: number): Trouble => {
  let lastAnswer: number | undefined;
  let current: { readonly since: number; readonly failure: Failure } | undefined;

  const isPassing = (failure: Failure): boolean => {
    const hasAnswered = lastAnswer !== undefined;
    const isUnreached =
      !hasAnswered && FAILURE_CODES[failure.code].exit === "network" && now() - start >= UNREACHED_MS;
    return isPassingTrouble(failure, hasAnswered) && !isUnreached;
  };

  return {
    weather: async (error) => {
      if (!(error instanceof Failure && isPassing(error))) throw error;
      const isNew = current === undefined;
      current = { since: current?.since ?? now(), failure: error };
      if (isNew) await output.note(`${error.message}; looking again until there is an answer`);
    },
    answered: async () => {
      lastAnswer = now();
      if (current === undefined) return;
      const lasted = spanText(Math.max(0, now() - current.since));
      current = undefined;
      await output.note(`Novu answers again, after ${lasted}`);
    },
    atTheEnd: () => {
      if (current === undefined) return undefined;
      const { code, message, facts } = current.failure;
      const seen =
        lastAnswer === undefined
          ? "No look got an answer."
          : `At the last look that got an answer, ${spanText(Math.max(0, now() - lastAnswer))} ago, the wait was not over.`;
      return new Failure(code, message, {
        ...facts,
        hint: [...(facts.hint ?? []), `Time was up. ${seen}`],
      });
    },
  };
};

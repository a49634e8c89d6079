import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failure/failure.js";
import { FAILURE_CODES } from "../../../failure/failure-codes.js";

/** Says once that looking does not work, and once that it works again. */
export interface Trouble {
  begin(failure: Failure): Promise<void>;
  end(): Promise<void>;
}

export const createTrouble = ({ output, now }: Pick<Context, "output" | "now">): Trouble => {
  let since: number | undefined;
  return {
    begin: async (failure) => {
      if (since !== undefined) return;
      since = now();
      await output.warn(`${failure.message}; the watch goes on and tries again`);
    },
    end: async () => {
      if (since === undefined) return;
      const seconds = Math.max(1, Math.round((now() - since) / 1_000));
      since = undefined;
      await output.warn(`Novu answers again, after ${seconds} s; what changed meanwhile comes now`);
    },
  };
};

/** What can mend by itself, once a first look has shown that the question is right. */
const PASSING: ReadonlySet<string> = new Set(["network", "busy", "contract", "rejected", "not-found"]);

export const isPassing = (error: unknown): error is Failure =>
  error instanceof Failure && PASSING.has(FAILURE_CODES[error.code].exit);

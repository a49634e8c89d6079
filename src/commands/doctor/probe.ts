import { Failure } from "../../failures/failure.js";

/** What came of looking at one thing. */
export type Probe<Value> =
  | { readonly kind: "seen"; readonly value: Value }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "skipped"; readonly because: string };

export const skipped = (because: string) => ({ kind: "skipped", because }) as const;
export const failed = (failure: Failure) => ({ kind: "failed", failure }) as const;

/** A failure is something seen, too, except for the wish to stop. @throws Failure E_INTERRUPTED */
export const probe = async <Value>(at: () => Promise<Value>): Promise<Probe<Value>> => {
  try {
    return { kind: "seen", value: await at() };
  } catch (error) {
    if (!(error instanceof Failure) || error.code === "E_INTERRUPTED") throw error;
    return failed(error);
  }
};

export const probedValue = <Value>(seen: Probe<Value>): Value | undefined =>
  seen.kind === "seen" ? seen.value : undefined;

export const failureOf = (seen: Probe<unknown>): Failure | undefined =>
  seen.kind === "failed" ? seen.failure : undefined;

import { setMaxListeners } from "node:events";
import type { RateGate } from "../../../bulk/bulk-types.js";
import type { Rate } from "../../../bulk/rate.js";
import { createRateLimiter } from "../../../bulk/rate-limiter.js";
import type { ClientHow, Context } from "../../../context/context.js";

/** How requests of a run get to Novu: so many at once, at a pace, and not cut off when the run is to end. */
export interface BulkClient {
  readonly client: ClientHow;
  readonly gate: RateGate;
  /** ms; never goes back. */
  readonly now: () => number;
  /** Cuts off what is under way. */
  readonly giveUp: () => void;
  /** From now on no request is sent for which the check throws. */
  readonly guardWith: (check: () => void) => void;
}

export const createBulkClient = (
  { signal, sleep, now: dateNow }: Pick<Context, "signal" | "sleep" | "now">,
  rate: Rate,
  concurrency: number,
): BulkClient => {
  const now = () => performance.now();
  const end = new AbortController();
  // Every connection listens to it; Node would warn of the eleventh on the user's screen.
  setMaxListeners(0, end.signal);
  const giveUp = () => end.abort(signal.reason);
  // A run that has broken down itself has no reason to wait for anything; a signal's reason is its name.
  signal.addEventListener("abort", () => typeof signal.reason !== "string" && giveUp(), { once: true });
  let check = () => {};
  const { gate, through } = createRateLimiter(rate, { now, dateNow, sleep, signal });
  return {
    client: { connections: concurrency, signal: end.signal, through, beforeSend: () => check() },
    gate,
    now,
    giveUp,
    guardWith: (next) => {
      check = next;
    },
  };
};

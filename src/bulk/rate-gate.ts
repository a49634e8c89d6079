import type { RateGate } from "./bulk-types.js";
import type { RatePolicy } from "./rate-policy.js";

export interface GateClock {
  /** ms; never goes back. */
  readonly now: () => number;
  /** Settles after so many ms, or in whatever way when the signal comes. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

interface Waiter {
  readonly leave: () => void;
}

/** Lets requests through one after the other, in the order they came, when the pace allows it. */
export const createRateGate = (policy: RatePolicy, { now, sleep }: GateClock): RateGate => {
  const waiters = new Set<Waiter>();
  let nap: AbortController | undefined;
  let isPrepaid = false;

  const letThrough = async (): Promise<void> => {
    nap = new AbortController();
    for (const waiter of waiters) {
      for (let ms = policy.waitMs(now()); ms > 0 && waiters.has(waiter); ms = policy.waitMs(now()))
        await sleep(Math.ceil(ms), nap.signal).catch(() => {}); // Only the end of all waiting ends it early.
      if (!waiters.has(waiter)) continue;
      policy.started(now());
      waiter.leave();
    }
    nap = undefined;
  };

  const wait = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const leave = () => {
        waiters.delete(waiter);
        signal.removeEventListener("abort", leave);
        if (waiters.size === 0) nap?.abort();
        resolve();
      };
      const waiter: Waiter = { leave };
      waiters.add(waiter);
      signal.addEventListener("abort", leave, { once: true });
      if (nap === undefined) void letThrough();
    });

  return {
    turn: (signal) => {
      if (isPrepaid) {
        isPrepaid = false;
        return undefined;
      }
      if (signal.aborted) return undefined;
      if (waiters.size > 0 || nap !== undefined || policy.waitMs(now()) > 0) return wait(signal);
      policy.started(now());
      return undefined;
    },
    inTurn: (send) => {
      isPrepaid = true;
      try {
        return send();
      } finally {
        isPrepaid = false;
      }
    },
  };
};

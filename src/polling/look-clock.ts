import type { Context } from "../context/context.js";
import { Failure } from "../failures/failure.js";
import type { LookHow } from "../novu/looks.js";

export interface LookTimes {
  /** When time is up by the wall clock, ms since the epoch; Infinity where it never is. */
  readonly endsAt: number;
  /** For how long one more look is tried for when time is up, ms; 0 where there is none. */
  readonly graceMs: number;
  /** Why a look cannot be ended any more. */
  readonly tooLate: () => Failure;
  /** What Ctrl-C stops. */
  readonly stopped: string;
}

/** Says when a request may be made and how long it may take, and when there is no look any more. */
export interface LookClock extends Pick<LookHow, "longestMs" | "turn"> {
  /** A look begins; the last one does when time is up. */
  begin(): void;
  /** Whether time is up and there is no last look, so that no request may be made any more. */
  isOver(): boolean;
  /** Whether time is up, and the last look, where there is one, has begun. */
  isLast(): boolean;
  /** When looking ends at the latest, ms since the epoch; the end of the last look's time where that has begun. */
  until(): number;
  /** When a request may be made at the latest. */
  latest(): number;
  /** @throws Failure E_INTERRUPTED */
  pause(ms: number): Promise<void>;
}

/** A request that is given less time is bound to fail. */
const LEAST_REQUEST_MS = 1_000;

export const createLookClock = (
  { now, sleep, signal }: Pick<Context, "now" | "sleep" | "signal">,
  { endsAt, graceMs, tooLate, stopped }: LookTimes,
): LookClock => {
  /** A machine that slept past the end may have no network yet: the last look's time begins when it does. */
  let lastSince: number | undefined;
  const isUp = () => now() >= endsAt;
  const isOver = () => graceMs === 0 && isUp();
  const latest = () => (lastSince ?? Math.max(endsAt, now())) + graceMs;

  const pause = async (ms: number): Promise<void> => {
    if (ms > 0) await sleep(ms);
    if (signal.aborted) throw new Failure("E_INTERRUPTED", stopped, { sent: "no" });
  };

  return {
    begin: () => {
      if (isUp()) lastSince ??= now();
    },
    isOver,
    isLast: () => lastSince !== undefined || isOver(),
    until: () => (lastSince === undefined ? endsAt : lastSince + graceMs),
    latest,
    pause,
    longestMs: () => Math.max(LEAST_REQUEST_MS, isUp() ? graceMs : endsAt - now()),
    turn: async (quietUntil) => {
      const isInTime = quietUntil < latest();
      await pause((isInTime ? quietUntil : endsAt) - now());
      if (!isInTime || isOver()) throw tooLate();
    },
  };
};

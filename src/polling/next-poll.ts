import { type PollInterval, pollPause } from "./poll-pause.js";

/** The times of a wait, ms since the epoch. */
export interface PollTimes {
  readonly now: number;
  /** When time is up. */
  readonly deadline: number;
  /** Until when the server asks to be left alone. */
  readonly quietUntil: number;
  /** When a message that is not there is no longer on its way; undefined where none is missing. */
  readonly missingUntil: number | undefined;
}

/**
 * When to look next: after a pause, at the latest when time is up, since somebody may press at the last moment; and
 * not before the server wants to be asked again.
 * @param looks how many there have been at this pace, from 1
 */
export const nextPollAt = (times: PollTimes, pace: PollInterval, looks: number, random: number): number => {
  const { now, deadline, quietUntil, missingUntil } = times;
  const own = now + pollPause(pace, looks, random);
  const wanted = missingUntil !== undefined && missingUntil > now ? Math.min(own, missingUntil) : own;
  return Math.min(deadline, Math.max(wanted, quietUntil));
};

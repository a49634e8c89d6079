import type { FakeHostOptions } from "./host.js";

/** A clock that only pauses move, and what happens while they last. */
export interface DrivenClock extends Required<Pick<FakeHostOptions, "now" | "sleep" | "random">> {
  /** Does it so many ms after the start, during whichever pause that falls into. */
  readonly at: (ms: number, event: () => void) => void;
  /** The next pause that is under way after so many ms lasts so much longer: the machine sleeps. */
  readonly jump: (ms: number, by: number) => void;
  /** ms since the start. */
  readonly elapsed: () => number;
  readonly pauses: readonly number[];
}

export const createDrivenClock = (): DrivenClock => {
  const start = Date.parse("2026-11-25T08:00:00Z");
  let time = start;
  let events: { readonly at: number; readonly event: () => void }[] = [];
  const pauses: number[] = [];
  const at: DrivenClock["at"] = (ms, event) => {
    events = [...events, { at: start + ms, event }].sort((a, b) => a.at - b.at);
  };
  return {
    now: () => time,
    random: () => 0.5,
    sleep: async (ms, signal) => {
      pauses.push(ms);
      const end = time + ms;
      for (let next = events[0]; next !== undefined && next.at <= end; next = events[0]) {
        events = events.slice(1);
        time = Math.max(time, next.at);
        next.event();
        if (signal.aborted) return;
      }
      time = Math.max(time, end);
    },
    at,
    jump: (ms, by) =>
      at(ms, () => {
        time += by;
      }),
    elapsed: () => time - start,
    pauses,
  };
};

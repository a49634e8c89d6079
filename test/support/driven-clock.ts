import type { FakeHostOptions } from "./host.js";

/** A fake clock that only pauses advance, with events that happen during them. */
interface DrivenClock extends Required<Pick<FakeHostOptions, "now" | "sleep" | "random">> {
  /** Schedules an event, in ms after the start; it happens during a pause. */
  readonly at: (ms: number, event: () => void) => void;
  /** Advances the clock by `by` at `ms` after the start, as when the computer sleeps. */
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

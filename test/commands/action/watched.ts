import type { JsonObject } from "../../../src/model/json.js";
import type { FakeHostOptions } from "../../support/host.js";
import { type Run, runWithNotes } from "../../support/run-cli.js";

/** What happens in the pause after a look. */
export type Happening = () => unknown;

export interface TrackedMessage extends Run {
  readonly events: readonly JsonObject[];
  /** Of each pause, ms. */
  readonly pauses: readonly number[];
}

const START = Date.parse("2026-11-25T06:00:00Z");

/** Runs a watch whose clock only pauses move; one thing happens in each, and ten minutes after the start it ends. */
export const watched = async (
  env: Readonly<Record<string, string>>,
  words: readonly string[],
  happenings: readonly Happening[] = [],
  options: Partial<FakeHostOptions> = {},
): Promise<TrackedMessage> => {
  let now = START;
  const pauses: number[] = [];
  const { argv: _, ...rest } = { argv: [], ...options };
  const ended = await runWithNotes(["action", "watch", "--timeout", "10m", ...words], {
    env: { ...env, ...options.env },
    now: () => now,
    random: () => 0.5,
    sleep: async (ms) => {
      now += ms;
      await happenings[pauses.push(ms) - 1]?.();
    },
    ...rest,
  });
  return { ...ended, pauses, events: eventsIn(ended.stdout) };
};

const eventsIn = (stdout: string): readonly JsonObject[] =>
  stdout.startsWith("{")
    ? stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line))
    : [];

/** `pressed primary`: enough to tell events apart. */
export const told = (events: readonly JsonObject[]): readonly string[] =>
  events.map(({ event, button }) => [event, button].filter((part) => part !== null).join(" "));

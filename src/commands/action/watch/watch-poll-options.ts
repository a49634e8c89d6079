import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { checkedInterval } from "../../../polling/checked-interval.js";
import { outageDuration } from "../../../polling/outage.js";
import type { PollOptions } from "../../../polling/poll.js";
import type { WatchInput } from "./watch-input.js";

const INTERVAL_MS = 2_000;
const MAX_INTERVAL_MS = 10_000;

/** @throws Failure E_USAGE, E_CONFLICT */
export const watchInterval = ({
  interval: intervalMs = INTERVAL_MS,
  maxInterval = Math.max(intervalMs, MAX_INTERVAL_MS),
}: Pick<WatchInput, "interval" | "maxInterval">): PollOptions["pace"] =>
  checkedInterval({ intervalMs, maxIntervalMs: maxInterval });

/**
 * How a watch looks: without a first look there is nothing to compare with, so that one is made as any command asks; and
 * what is told ends at its time. Trouble is a warning, since else silence would mean that nothing happens.
 */
export const watchPollOptions = (
  { now, output }: Pick<Context, "now" | "output">,
  { pace, timeoutMs }: Pick<PollOptions, "pace"> & { readonly timeoutMs: number | undefined },
): PollOptions => {
  const endsAt = now() + (timeoutMs ?? Number.POSITIVE_INFINITY);
  return {
    pace,
    endsAt,
    graceMs: 0,
    isFirstWithRetries: true,
    log: output.warn,
    recoveredNote: "; what changed meanwhile comes now",
    stopped: "stopped",
    tooLate,
    endedIn: async ({ since }) => {
      // A look that only the end cut short was no trouble.
      if (since >= endsAt) return;
      await output.warn(
        `time was up; what changed in the last ${outageDuration(now() - since)} is not known`,
      );
    },
  };
};

/** Shown where not even the first look was over; later it only ends the watch. */
const tooLate = (): Failure =>
  new Failure("E_TIMEOUT", "the first look was not over when --timeout was", {
    hint: ["Nothing was watched yet. Give it more time."],
    sent: "no",
  });

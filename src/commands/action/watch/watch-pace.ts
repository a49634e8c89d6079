import type { PollPace } from "../../../domain/poll-pause.js";
import { Failure } from "../../../failure/failure.js";
import type { WatchInput } from "./watch-input.js";

const INTERVAL_MS = 2_000;
const MAX_INTERVAL_MS = 10_000;

/** A pause alone, when long, is the longest one too. @throws Failure E_CONFLICT */
export const watchPace = ({
  interval = INTERVAL_MS,
  maxInterval,
}: Pick<WatchInput, "interval" | "maxInterval">): PollPace => {
  if (maxInterval !== undefined && maxInterval < interval) {
    throw new Failure("E_CONFLICT", "--max-interval is shorter than --interval", {
      hint: ["The pause begins with --interval (2s) and grows up to --max-interval. Nothing was sent."],
    });
  }
  return { intervalMs: interval, maxIntervalMs: maxInterval ?? Math.max(interval, MAX_INTERVAL_MS) };
};

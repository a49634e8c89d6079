import { Failure } from "../failures/failure.js";
import type { PollInterval } from "./poll-pause.js";

/** More often than this is no use to a person, and soon too much for a server that many ask. */
const LEAST_INTERVAL_MS = 250;

/** @throws Failure E_USAGE, E_CONFLICT */
export const checkedInterval = (pace: PollInterval): PollInterval => {
  if (pace.intervalMs < LEAST_INTERVAL_MS) {
    throw new Failure("E_USAGE", "--interval is at least 250ms", { hint: ["Nothing was sent."] });
  }
  if (pace.maxIntervalMs < pace.intervalMs) {
    throw new Failure("E_CONFLICT", "--max-interval is shorter than --interval", {
      hint: ["The pause begins with --interval (2s) and grows up to --max-interval. Nothing was sent."],
    });
  }
  return pace;
};

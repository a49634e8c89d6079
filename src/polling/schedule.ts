import { Failure } from "../failures/failure.js";
import type { HttpResponse } from "../http/http.js";
import { retryAfterMs } from "../http/retry-after.js";

/** The pause between two reads: its first value, and its maximum. */
export interface PollInterval {
  readonly intervalMs: number;
  readonly maxIntervalMs: number;
}

const INTERVAL_MS = 2_000;
const MIN_INTERVAL_MS = 250;

/** `--interval` and `--max-interval`, ms, if they are given. */
interface GivenInterval {
  readonly interval?: number | undefined;
  readonly maxInterval?: number | undefined;
}

/**
 * @param usualMaxMs the maximum if none is given; a longer `--interval` raises it
 * @throws Failure E_USAGE, E_CONFLICT
 */
export const pollInterval = (
  { interval: intervalMs = INTERVAL_MS, maxInterval }: GivenInterval,
  usualMaxMs: number,
): PollInterval => {
  const maxIntervalMs = maxInterval ?? Math.max(intervalMs, usualMaxMs);
  if (intervalMs < MIN_INTERVAL_MS) {
    throw new Failure("E_USAGE", "--interval must be at least 250ms", { hint: ["Nothing was sent."] });
  }
  if (maxIntervalMs < intervalMs) {
    throw new Failure("E_CONFLICT", "--max-interval is shorter than --interval", {
      hint: ["The pause starts at --interval (2s) and grows to --max-interval. Nothing was sent."],
    });
  }
  return { intervalMs, maxIntervalMs };
};

const GROWTH = 1.5;
/** Keeps many clients that wait for the same message from polling in step. */
const JITTER = 0.2;

/**
 * The pause before the next read, ms.
 * @param reads the number of reads since the interval started over, from 1
 * @param random at least 0 and less than 1
 */
const pollPause = ({ intervalMs, maxIntervalMs }: PollInterval, reads: number, random: number): number =>
  Math.min(maxIntervalMs, intervalMs * GROWTH ** (reads - 1)) * (1 - JITTER + 2 * JITTER * random);

/** Times that the next read depends on, ms since the epoch. */
interface ReadTimes {
  readonly now: number;
  readonly deadline: number;
  /** When the server accepts the next request. */
  readonly nextRequestAllowedAt: number;
  /** Time by which there must be a read; ignored if it has passed. */
  readonly mustReadAt: number | undefined;
}

/** When to read next: after the pause and when the server allows it, but no later than the deadline. */
export const nextReadAt = (
  { now, deadline, nextRequestAllowedAt, mustReadAt }: ReadTimes,
  interval: PollInterval,
  reads: number,
  random: number,
): number => {
  const afterPause = now + pollPause(interval, reads, random);
  const readAt = mustReadAt !== undefined && mustReadAt > now ? Math.min(afterPause, mustReadAt) : afterPause;
  return Math.min(deadline, Math.max(readAt, nextRequestAllowedAt));
};

/** When polling ends. */
interface Deadline {
  /** ms since the epoch; Infinity for never. */
  readonly endsAt: number;
  /** How long the final read, which begins at the end, may be repeated if it fails, ms; 0 for no final read. */
  readonly graceMs: number;
  /**
   * When the final read began; undefined before that. It can be long after the end: a computer that slept past the
   * end may need a moment to connect to the network.
   */
  readonly finalReadAt?: number | undefined;
}

/** Returns the deadline for a read that begins now: if it is the first one after the end, with `finalReadAt` set. */
export const withReadStarted = (deadline: Deadline, now: number): Deadline =>
  now < deadline.endsAt ? deadline : { ...deadline, finalReadAt: deadline.finalReadAt ?? now };

/** The limits that a deadline sets for reads and requests now. Times are in ms since the epoch. */
interface Limits {
  /** No more requests may be sent. */
  readonly isOver: boolean;
  /** No read follows this one, unless it fails before `readsEndAt`. */
  readonly isFinalRead: boolean;
  readonly readsEndAt: number;
  /** The latest time for a request. */
  readonly lastRequestAt: number;
  /** How long a request that begins now may take, ms. */
  readonly requestTimeoutMs: number;
}

/** A shorter timeout would make a request fail even on a good connection. */
const MIN_REQUEST_MS = 1_000;

export const limitsAt = ({ endsAt, graceMs, finalReadAt }: Deadline, now: number): Limits => {
  const isOver = graceMs === 0 && now >= endsAt;
  return {
    isOver,
    isFinalRead: finalReadAt !== undefined || isOver,
    readsEndAt: finalReadAt === undefined ? endsAt : finalReadAt + graceMs,
    lastRequestAt: (finalReadAt ?? Math.max(endsAt, now)) + graceMs,
    requestTimeoutMs: Math.max(MIN_REQUEST_MS, now >= endsAt ? graceMs : endsAt - now),
  };
};

/** For a `Retry-After` of 0, which Novu sends for less than a second (docs/novu-api.md, "Rate limits"). */
const MIN_DELAY_MS = 250;
const MAX_DELAY_MS = 3_600_000;

/**
 * How long to delay the next request after this response, whatever its status, in ms: `Retry-After`, or the time until
 * the reset if no requests remain (docs/novu-api.md, "Rate limits"). 0 for no delay.
 * @param now ms since the epoch
 */
export const nextRequestDelay = (response: Pick<HttpResponse, "status" | "headers">, now: number): number => {
  const delay = retryAfterMs(response, now) ?? delayUntilReset(response);
  return delay === undefined ? 0 : Math.min(MAX_DELAY_MS, Math.max(MIN_DELAY_MS, delay));
};

/** The reset is in whole seconds of the server's clock, so a short delay is added. */
const delayUntilReset = ({ headers }: Pick<HttpResponse, "headers">): number | undefined => {
  const [remaining, resetSeconds] = [headers["ratelimit-remaining"], headers["ratelimit-reset"]].map((text) =>
    Number(text || Number.NaN),
  );
  const isUsedUp = remaining !== undefined && remaining < 1;
  return isUsedUp ? (resetSeconds || 0) * 1_000 + MIN_DELAY_MS : undefined;
};

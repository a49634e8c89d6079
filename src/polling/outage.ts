import { Failure } from "../failures/failure.js";
import { FAILURE_CODES, type FailureCode } from "../failures/failure-codes.js";
import { isTransient } from "../http/network-failure.js";
import { elapsedText } from "../model/durations.js";

/** A period of consecutive reads that failed. */
export interface Outage {
  /** Failure of the last read. */
  readonly failure: Failure;
  /** When the first one failed, ms since the epoch. */
  readonly since: number;
  /** When a read last succeeded; undefined if none ever did. */
  readonly lastResponseAt: number | undefined;
}

export interface OutageOptions {
  /** Called when an outage begins, and when it ends. */
  readonly log: (text: string) => Promise<void>;
  /** Appended to the log line about the end of an outage. */
  readonly recoveredNote: string;
  /** Whether the first read uses the retries of the run, so that its failure ends polling. */
  readonly retriesFirstRead: boolean;
}

interface OutageTracker {
  /**
   * @param isLast whether no read follows, so that nothing is logged
   * @throws the error, if another read cannot fix it
   */
  recordFailure(error: unknown, isLast: boolean): Promise<void>;
  /** Call after each read that succeeded as a whole. */
  recordResponse(): Promise<void>;
  hasResponded(): boolean;
  /** Undefined while reads succeed. */
  current(): Outage | undefined;
}

/** If the server was never reached, the address may be wrong; the user should not have to wait until the deadline. */
const MAX_UNREACHED_MS = 60_000;

export const createOutageTracker = (
  now: () => number,
  { log, recoveredNote, retriesFirstRead }: OutageOptions,
): OutageTracker => {
  const start = now();
  let lastResponseAt: number | undefined;
  let outage: Pick<Outage, "failure" | "since"> | undefined;

  const canRecover = (failure: Failure): boolean => {
    if (lastResponseAt !== undefined) return isTransientFailure(failure, true);
    const isUnreached = FAILURE_CODES[failure.code].exit === "network" && now() - start >= MAX_UNREACHED_MS;
    return !retriesFirstRead && isTransientFailure(failure, false) && !isUnreached;
  };

  return {
    recordFailure: async (error, isLast) => {
      if (!(error instanceof Failure && canRecover(error))) throw error;
      const isNew = outage === undefined;
      outage = { since: outage?.since ?? now(), failure: error };
      if (isNew && !isLast) await log(`${error.message}; looking again until there is an answer`);
    },
    recordResponse: async () => {
      lastResponseAt = now();
      if (outage === undefined) return;
      const lasted = outageDuration(now() - outage.since);
      outage = undefined;
      await log(`Novu answers again, after ${lasted}${recoveredNote}`);
    },
    hasResponded: () => lastResponseAt !== undefined,
    current: () => outage && { ...outage, lastResponseAt },
  };
};

/** How long an outage lasted, in words; at least a second. */
export const outageDuration = (ms: number): string => elapsedText(Math.max(1_000, ms));

const TRANSIENT_CODES: ReadonlySet<FailureCode> = new Set([
  "E_TIMEOUT",
  "E_NETWORK",
  "E_RATE_LIMIT",
  "E_SERVER",
]);
const TRANSIENT_STATUSES: ReadonlySet<number | undefined> = new Set([408, 425]);

/**
 * Failures that can follow a working connection when the network changes: no network yet, a hotel's sign-in page, a
 * gateway that refuses requests.
 */
const TRANSIENT_AFTER_RESPONSE: ReadonlySet<FailureCode> = new Set([
  "E_DNS",
  "E_CONNECT",
  "E_PROXY",
  "E_TLS",
  "E_REDIRECT",
  "E_NOT_NOVU",
  "E_ANSWER",
  "E_ANSWER_SIZE",
  "E_ANSWER_ENCODING",
  "E_NO_ROUTE",
  "E_REJECTED",
  "E_INVALID",
  "E_TOO_LARGE",
  "E_SEARCH",
]);

/**
 * Whether the same request may succeed later.
 * @param hasResponded whether an earlier request succeeded; otherwise the settings may be wrong
 */
export const isTransientFailure = (failure: Failure, hasResponded: boolean): boolean =>
  TRANSIENT_CODES.has(failure.code) ||
  TRANSIENT_STATUSES.has(failure.info.http?.status) ||
  isTransient(failure) ||
  (hasResponded && TRANSIENT_AFTER_RESPONSE.has(failure.code));

import { Failure } from "../failures/failure.js";
import { FAILURE_CODES, type FailureCode } from "../failures/failure-codes.js";
import type { Http } from "../http/http.js";
import { isTransient } from "../http/network-failure.js";
import { elapsedText } from "../model/durations.js";
import { limitsAt, nextReadAt, nextRequestDelay, type PollInterval, withReadStarted } from "./schedule.js";

/** Time, random numbers and the abort signal. */
interface PollClock {
  /** Wall clock, ms since the epoch. */
  readonly now: () => number;
  /** Settles after the time in ms, or early when the signal is aborted. */
  readonly sleep: (ms: number) => Promise<void>;
  /** At least 0 and less than 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

export interface PollOptions extends OutageOptions {
  readonly interval: PollInterval;
  readonly deadline: Parameters<typeof limitsAt>[0];
  /** Creates the failure of a read that cannot be completed before the deadline. */
  readonly tooLate: () => Failure;
  /** The message when the signal is aborted. */
  readonly interrupted: string;
}

/** The data to poll; implemented by `action wait` and `action watch`. */
export interface PollSource<Found> {
  /** Reads once, and yields each result as soon as it is found. @throws Failure */
  read(): AsyncIterable<Found>;
  /** When to read next, according to the last read. */
  nextRead(): NextRead;
}

interface NextRead {
  /** Whether to restart with the shortest pause, because another read has to confirm the last one. */
  readonly isUrgent: boolean;
  /** A time at which there must be a read, ms since the epoch. */
  readonly mustReadAt?: number | undefined;
}

/** The same client without retries, and with the run's retries. */
interface HttpClients {
  readonly withoutRetries: Http;
  readonly withRetries: Http;
}

export interface Poller {
  /** Returns a client for reads, which chooses one of `clients` per request and waits until the server allows it. */
  chooseHttp(clients: HttpClients): Http;
  /**
   * Reads until the consumer returns or the deadline passes, and yields the results. During an outage it keeps reading;
   * the results of a read that began in an outage are yielded after that read.
   * @throws Failure that another read cannot fix, E_INTERRUPTED
   */
  poll<Found>(source: PollSource<Found>): AsyncGenerator<Found, void>;
  /** The outage in which the deadline passed. */
  outage(): Outage | undefined;
}

/** A period of consecutive reads that failed. */
export interface Outage {
  /** Failure of the last read. */
  readonly failure: Failure;
  /** When the first one failed, ms since the epoch. */
  readonly since: number;
  /** When a read last succeeded; undefined if none ever did. */
  readonly lastResponseAt: number | undefined;
}

interface OutageOptions {
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

export const createPoller = ({ now, sleep, random, signal }: PollClock, options: PollOptions): Poller => {
  const outage = createOutageTracker(now, options);
  let { deadline } = options;
  let lastResponse = { at: 0, delayMs: 0 };

  const limits = () => limitsAt(deadline, now());

  /** When the server accepts the next request. If the clock was set back, at most the requested delay from now. */
  const nextRequestAllowedAt = () => Math.min(lastResponse.at, now()) + lastResponse.delayMs;

  const pause = async (ms: number): Promise<void> => {
    if (ms > 0) await sleep(ms);
    if (signal.aborted) throw new Failure("E_INTERRUPTED", options.interrupted, { sent: "no" });
  };

  const waitForTurn = async (): Promise<void> => {
    const allowedAt = nextRequestAllowedAt();
    const isInTime = allowedAt < limits().lastRequestAt;
    await pause((isInTime ? allowedAt : deadline.endsAt) - now());
    if (!isInTime || limits().isOver) throw options.tooLate();
  };

  const chooseHttp =
    ({ withoutRetries, withRetries }: HttpClients): Http =>
    async (request) => {
      await waitForTurn();
      const send = options.retriesFirstRead && !outage.hasResponded() ? withRetries : withoutRetries;
      const response = await send({ ...request, timeoutMs: limits().requestTimeoutMs });
      lastResponse = { at: now(), delayMs: nextRequestDelay(response, now()) };
      return response;
    };

  const isLastAttempt = (): boolean => limits().isFinalRead && now() >= limits().readsEndAt;

  async function* readOnce<Found>(source: PollSource<Found>): AsyncGenerator<Found, NextRead> {
    const heldBack: Found[] = [];
    let hasFound = false;
    try {
      for await (const item of source.read()) {
        hasFound = true;
        if (outage.current() === undefined) yield item;
        else heldBack.push(item);
      }
      await outage.recordResponse();
    } catch (error) {
      await outage.recordFailure(error, isLastAttempt());
    }
    yield* heldBack;
    if (outage.current() !== undefined) return { isUrgent: false };
    const { isUrgent, mustReadAt } = source.nextRead();
    return { isUrgent: isUrgent || hasFound, mustReadAt };
  }

  /** A final read that failed is repeated within the grace period. */
  const isDone = (): boolean => isLastAttempt() || (limits().isFinalRead && outage.current() === undefined);

  async function* poll<Found>(source: PollSource<Found>): AsyncGenerator<Found, void> {
    /** Reads since the pause was last reset. */
    let reads = 0;
    do {
      deadline = withReadStarted(deadline, now());
      const { isUrgent, mustReadAt } = yield* readOnce(source);
      if (isDone()) return;
      reads = isUrgent ? 1 : reads + 1;
      const times = {
        now: now(),
        deadline: limits().readsEndAt,
        nextRequestAllowedAt: nextRequestAllowedAt(),
        mustReadAt,
      };
      await pause(nextReadAt(times, options.interval, reads, random()) - times.now);
      // No further read if the server accepts no request until after the deadline.
    } while (nextRequestAllowedAt() < limits().lastRequestAt && !limits().isOver);
  }

  return { chooseHttp, poll, outage: outage.current };
};

const createOutageTracker = (
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
      if (isNew && !isLast) await log(`${error.message}; retrying`);
    },
    recordResponse: async () => {
      lastResponseAt = now();
      if (outage === undefined) return;
      const lasted = outageDuration(now() - outage.since);
      outage = undefined;
      await log(`Novu responds again after ${lasted}${recoveredNote}`);
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

import { Failure } from "../failures/failure.js";
import type { Http } from "../http/http.js";
import { createOutageTracker, type Outage, type OutageOptions } from "./outage.js";
import {
  beginRead,
  type Deadline,
  limitsAt,
  nextReadAt,
  nextRequestDelay,
  type PollInterval,
} from "./schedule.js";

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
  readonly deadline: Deadline;
  /** Creates the failure of a read that cannot be completed before the deadline. */
  readonly tooLate: () => Failure;
  /** The message when the signal is aborted. */
  readonly interrupted: string;
}

/** What is polled; `action wait` and `action watch` bring one each. */
export interface PollSource<Found> {
  /** Reads once, and yields what it finds as soon as it finds it. @throws Failure */
  read(): AsyncIterable<Found>;
  /** What the last read says about the next one. */
  nextRead(): NextRead;
}

interface NextRead {
  /** Start over with the shortest pause: the last read is to be confirmed. */
  readonly isUrgent: boolean;
  /** A time at which there must be a read, ms since the epoch. */
  readonly by?: number | undefined;
}

/** One client that sends each request once, and one that sends it with the run's retries. */
interface Clients {
  readonly once: Http;
  readonly withRetries: Http;
}

export interface Poller {
  /** Sends the requests of reads when the server and the deadline allow it. */
  throttle(clients: Clients): Http;
  /**
   * Reads until the consumer returns or the deadline passes, and yields what is found. Outages are waited out; what a
   * read finds during one is yielded after that read.
   * @throws Failure that reading again cannot help, E_INTERRUPTED
   */
  poll<Found>(source: PollSource<Found>): AsyncGenerator<Found, void>;
  /** The outage in which the deadline passed. */
  outage(): Outage | undefined;
}

export const createPoller = ({ now, sleep, random, signal }: PollClock, options: PollOptions): Poller => {
  const outage = createOutageTracker(now, options);
  let { deadline } = options;
  let lastResponse = { at: 0, delayMs: 0 };

  const limits = () => limitsAt(deadline, now());

  /** When the server accepts the next request. Not longer than the requested delay, even if the clock was set back. */
  const quietUntil = () => Math.min(lastResponse.at, now()) + lastResponse.delayMs;

  const pause = async (ms: number): Promise<void> => {
    if (ms > 0) await sleep(ms);
    if (signal.aborted) throw new Failure("E_INTERRUPTED", options.interrupted, { sent: "no" });
  };

  const waitForTurn = async (): Promise<void> => {
    const allowedAt = quietUntil();
    const isInTime = allowedAt < limits().lastRequestAt;
    await pause((isInTime ? allowedAt : deadline.endsAt) - now());
    if (!isInTime || limits().isOver) throw options.tooLate();
  };

  const throttle =
    ({ once, withRetries }: Clients): Http =>
    async (request) => {
      await waitForTurn();
      const send = options.retriesFirstRead && !outage.hasResponded() ? withRetries : once;
      const response = await send({ ...request, timeoutMs: limits().requestTimeoutMs });
      lastResponse = { at: now(), delayMs: nextRequestDelay(response, now()) };
      return response;
    };

  const isLastAttempt = (): boolean => limits().isFinalRead && now() >= limits().readsEndAt;

  async function* readOnce<Found>(source: PollSource<Found>): AsyncGenerator<Found, NextRead> {
    const held: Found[] = [];
    let hasFound = false;
    try {
      for await (const each of source.read()) {
        hasFound = true;
        if (outage.current() === undefined) yield each;
        else held.push(each);
      }
      await outage.recordResponse();
    } catch (error) {
      await outage.recordFailure(error, isLastAttempt());
    }
    yield* held;
    if (outage.current() !== undefined) return { isUrgent: false };
    const { isUrgent, by } = source.nextRead();
    return { isUrgent: isUrgent || hasFound, by };
  }

  /** A final read that failed is repeated within the grace. */
  const isDone = (): boolean => isLastAttempt() || (limits().isFinalRead && outage.current() === undefined);

  async function* poll<Found>(source: PollSource<Found>): AsyncGenerator<Found, void> {
    /** Since the pause last started over. */
    let reads = 0;
    do {
      deadline = beginRead(deadline, now());
      const { isUrgent, by } = yield* readOnce(source);
      if (isDone()) return;
      reads = isUrgent ? 1 : reads + 1;
      const times = { now: now(), deadline: limits().readsEndAt, quietUntil: quietUntil(), by };
      await pause(nextReadAt(times, options.interval, reads, random()) - times.now);
      // No further read if the server accepts no request until after the deadline.
    } while (quietUntil() < limits().lastRequestAt && !limits().isOver);
  }

  return { throttle, poll, outage: outage.current };
};

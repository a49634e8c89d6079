import type { Context } from "../context/context.js";
import { Failure } from "../failures/failure.js";
import type { Novu } from "../novu/novu.js";
import type { PollClient, PollClientOptions } from "../novu/poll-client.js";
import { nextPollAt } from "./next-poll.js";
import { createOutageTracker, type Outage, type OutageOptions, type OutageTracker } from "./outage.js";
import type { PollInterval } from "./poll-pause.js";

/** What is looked at. */
export interface PollTarget<Found> {
  /** Looks once, and gives what it finds as it finds it. @throws Failure */
  poll(): AsyncIterable<Found>;
  /** Whether the last look met something that the next one is to make sure of. */
  isOdd(): boolean;
  /** When a message that is not there is no longer on its way, ms since the epoch; undefined where none is missing. */
  missingUntil(): number | undefined;
}

export interface PollOptions extends PollDeadline, OutageOptions {
  readonly pace: PollInterval;
  /** Called when time is up while nothing answers. @throws Failure where that is how it ends */
  readonly endedIn: (outage: Outage) => Promise<void>;
}

type PollContext = Pick<Context, "now" | "sleep" | "random" | "signal">;

export interface Poller {
  /** For the requests of all looks. */
  readonly pollClient: PollClient;
  /**
   * Looks again and again until nobody listens or time is up by the wall clock, and gives what is found. Trouble is
   * waited out; what was found in it comes when it is over, or with the look that failed.
   * @throws Failure that time does not mend, E_INTERRUPTED, and those of `endedIn`
   */
  poll<Found>(target: PollTarget<Found>): AsyncGenerator<Found, void>;
}

/** Requests and looks of one who looks again and again (ADR 0035). */
export const startPolling = (
  context: PollContext,
  novu: Pick<Novu, "pollClient">,
  options: PollOptions,
): Poller => {
  const clock = createPollClock(context, options);
  const outage = createOutageTracker(context, options);
  const pollClient = novu.pollClient({
    now: context.now,
    longestMs: clock.longestMs,
    turn: clock.turn,
    isWorthRetries: () => options.isFirstWithRetries && !outage.hasAnswered(),
  });
  const { now, random } = context;
  const { pace, endedIn } = options;
  const state = { now, random, pace, endedIn, pollClient, clock, outage };
  return { pollClient, poll: (target) => pollLoop(state, target) };
};

interface PollState extends Pick<PollContext, "now" | "random">, Pick<PollOptions, "pace" | "endedIn"> {
  readonly pollClient: PollClient;
  readonly clock: PollClock;
  readonly outage: OutageTracker;
}

async function* pollLoop<Found>(state: PollState, target: PollTarget<Found>): AsyncGenerator<Found, void> {
  const { now, clock, outage, pollClient, endedIn } = state;
  let pollsAtPace = 0;
  do {
    clock.begin();
    const found = yield* pollOnce(state, target);
    const isAnswered = outage.open() === undefined;
    if (clock.isLast() && (isAnswered || now() >= clock.until())) break;
    pollsAtPace = isAnswered && (found > 0 || target.isOdd()) ? 1 : pollsAtPace + 1;
    await rest(state, pollsAtPace, isAnswered ? target.missingUntil() : undefined);
    // Who is asked to stay away until after the end does not look once more.
  } while (pollClient.quietUntil() < clock.latest() && !clock.isOver());
  const open = outage.open();
  if (open !== undefined) await endedIn(open);
}

/** One look; tells how much it found. */
async function* pollOnce<Found>(
  { clock, outage, now }: PollState,
  target: PollTarget<Found>,
): AsyncGenerator<Found, number> {
  const held: Found[] = [];
  let found = 0;
  try {
    for await (const each of target.poll()) {
      found += 1;
      if (outage.open() === undefined) yield each;
      else held.push(each);
    }
    await outage.recordResponse();
  } catch (error) {
    await outage.recordFailure(error, clock.isLast() && now() >= clock.until());
  }
  yield* held;
  return found;
}

/** Waits for the next look. */
const rest = async (
  { clock, pollClient, pace, now, random }: PollState,
  pollsAtPace: number,
  missingUntil: number | undefined,
): Promise<void> => {
  const times = { now: now(), deadline: clock.until(), quietUntil: pollClient.quietUntil(), missingUntil };
  await clock.pause(nextPollAt(times, pace, pollsAtPace, random()) - times.now);
};

interface PollDeadline {
  /** When time is up by the wall clock, ms since the epoch; Infinity where it never is. */
  readonly endsAt: number;
  /** For how long one more look is tried for when time is up, ms; 0 where there is none. */
  readonly graceMs: number;
  /** Why a look cannot be ended any more. */
  readonly tooLate: () => Failure;
  /** What Ctrl-C stops. */
  readonly stopped: string;
}

/** Says when a request may be made and how long it may take, and when there is no look any more. */
interface PollClock extends Pick<PollClientOptions, "longestMs" | "turn"> {
  /** A look begins; the last one does when time is up. */
  begin(): void;
  /** Whether time is up and there is no last look, so that no request may be made any more. */
  isOver(): boolean;
  /** Whether time is up, and the last look, where there is one, has begun. */
  isLast(): boolean;
  /** When looking ends at the latest, ms since the epoch; the end of the last look's time where that has begun. */
  until(): number;
  /** When a request may be made at the latest. */
  latest(): number;
  /** @throws Failure E_INTERRUPTED */
  pause(ms: number): Promise<void>;
}

/** A request that is given less time is bound to fail. */
const LEAST_REQUEST_MS = 1_000;

const createPollClock = (
  { now, sleep, signal }: Pick<Context, "now" | "sleep" | "signal">,
  { endsAt, graceMs, tooLate, stopped }: PollDeadline,
): PollClock => {
  /** A machine that slept past the end may have no network yet: the last look's time begins when it does. */
  let lastSince: number | undefined;
  const isUp = () => now() >= endsAt;
  const isOver = () => graceMs === 0 && isUp();
  const latest = () => (lastSince ?? Math.max(endsAt, now())) + graceMs;

  const pause = async (ms: number): Promise<void> => {
    if (ms > 0) await sleep(ms);
    if (signal.aborted) throw new Failure("E_INTERRUPTED", stopped, { sent: "no" });
  };

  return {
    begin: () => {
      if (isUp()) lastSince ??= now();
    },
    isOver,
    isLast: () => lastSince !== undefined || isOver(),
    until: () => (lastSince === undefined ? endsAt : lastSince + graceMs),
    latest,
    pause,
    longestMs: () => Math.max(LEAST_REQUEST_MS, isUp() ? graceMs : endsAt - now()),
    turn: async (quietUntil) => {
      const isInTime = quietUntil < latest();
      await pause((isInTime ? quietUntil : endsAt) - now());
      if (!isInTime || isOver()) throw tooLate();
    },
  };
};

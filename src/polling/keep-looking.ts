import type { Context } from "../context/context.js";
import { Failure } from "../failures/failure.js";
import type { LookHow, Looks } from "../novu/looks.js";
import type { Novu } from "../novu/novu.js";
import { nextLook } from "./next-look.js";
import type { PollPace } from "./poll-pause.js";
import { createTrouble, type OpenTrouble, type Trouble, type TroubleHow } from "./trouble.js";

/** What is looked at. */
export interface Sought<Found> {
  /** Looks once, and gives what it finds as it finds it. @throws Failure */
  look(): AsyncIterable<Found>;
  /** Whether the last look met something that the next one is to make sure of. */
  isOdd(): boolean;
  /** When a message that is not there is no longer on its way, ms since the epoch; undefined where none is missing. */
  missingUntil(): number | undefined;
}

export interface LookPlan extends LookTimes, TroubleHow {
  readonly pace: PollPace;
  /** Called when time is up while nothing answers. @throws Failure where that is how it ends */
  readonly endedIn: (trouble: OpenTrouble) => Promise<void>;
}

type World = Pick<Context, "now" | "sleep" | "random" | "signal">;

export interface Looking {
  /** For the requests of all looks. */
  readonly looks: Looks;
  /**
   * Looks again and again until nobody listens or time is up by the wall clock, and gives what is found. Trouble is
   * waited out; what was found in it comes when it is over, or with the look that failed.
   * @throws Failure that time does not mend, E_INTERRUPTED, and those of `endedIn`
   */
  keepLooking<Found>(sought: Sought<Found>): AsyncGenerator<Found, void>;
}

/** Requests and looks of one who looks again and again (ADR 0035). */
export const startLooking = (world: World, novu: Pick<Novu, "looks">, plan: LookPlan): Looking => {
  const clock = createLookClock(world, plan);
  const trouble = createTrouble(world, plan);
  const looks = novu.looks({
    now: world.now,
    longestMs: clock.longestMs,
    turn: clock.turn,
    isWorthRetries: () => plan.isFirstWithRetries && !trouble.hasAnswered(),
  });
  const { now, random } = world;
  const { pace, endedIn } = plan;
  const course = { now, random, pace, endedIn, looks, clock, trouble };
  return { looks, keepLooking: (sought) => lookAgain(course, sought) };
};

interface Course extends Pick<World, "now" | "random">, Pick<LookPlan, "pace" | "endedIn"> {
  readonly looks: Looks;
  readonly clock: LookClock;
  readonly trouble: Trouble;
}

async function* lookAgain<Found>(course: Course, sought: Sought<Found>): AsyncGenerator<Found, void> {
  const { now, clock, trouble, looks, endedIn } = course;
  let looksAtPace = 0;
  do {
    clock.begin();
    const found = yield* lookOnce(course, sought);
    const isAnswered = trouble.open() === undefined;
    if (clock.isLast() && (isAnswered || now() >= clock.until())) break;
    looksAtPace = isAnswered && (found > 0 || sought.isOdd()) ? 1 : looksAtPace + 1;
    await rest(course, looksAtPace, isAnswered ? sought.missingUntil() : undefined);
    // Who is asked to stay away until after the end does not look once more.
  } while (looks.quietUntil() < clock.latest() && !clock.isOver());
  const open = trouble.open();
  if (open !== undefined) await endedIn(open);
}

/** One look; tells how much it found. */
async function* lookOnce<Found>(
  { clock, trouble, now }: Course,
  sought: Sought<Found>,
): AsyncGenerator<Found, number> {
  const held: Found[] = [];
  let found = 0;
  try {
    for await (const each of sought.look()) {
      found += 1;
      if (trouble.open() === undefined) yield each;
      else held.push(each);
    }
    await trouble.answered();
  } catch (error) {
    await trouble.weather(error, clock.isLast() && now() >= clock.until());
  }
  yield* held;
  return found;
}

/** Waits for the next look. */
const rest = async (
  { clock, looks, pace, now, random }: Course,
  looksAtPace: number,
  missingUntil: number | undefined,
): Promise<void> => {
  const times = { now: now(), deadline: clock.until(), quietUntil: looks.quietUntil(), missingUntil };
  await clock.pause(nextLook(times, pace, looksAtPace, random()) - times.now);
};

interface LookTimes {
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
interface LookClock extends Pick<LookHow, "longestMs" | "turn"> {
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

const createLookClock = (
  { now, sleep, signal }: Pick<Context, "now" | "sleep" | "signal">,
  { endsAt, graceMs, tooLate, stopped }: LookTimes,
): LookClock => {
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

import type { Context } from "../context/context.js";
import type { Looks } from "../novu/looks.js";
import type { Novu } from "../novu/novu.js";
import { createLookClock, type LookClock, type LookTimes } from "./look-clock.js";
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

import type { Context } from "../../../context/context.js";
import { nextLook } from "../../../domain/next-look.js";
import type { PollPace } from "../../../domain/poll-pause.js";
import { Failure } from "../../../failure/failure.js";
import type { Looks } from "../../../novu/looks.js";
import { createTrouble } from "./trouble.js";

/** How a look went: it is over, or it is to be looked again, soon where something is odd. */
export type LookEnd<Result> =
  | { readonly kind: "over"; readonly result: Result }
  | { readonly kind: "again"; readonly isOdd: boolean; readonly missingUntil: number | undefined };

interface KeepLooking<Result> {
  /** @throws Failure */
  readonly look: () => Promise<LookEnd<Result>>;
  /** What it comes to where the last look ended nothing. @throws Failure */
  readonly timeIsUp: () => Result;
  readonly looks: Pick<Looks, "quietUntil">;
  /** When it began and when time is up, ms since the epoch. */
  readonly start: number;
  readonly deadline: number;
  readonly pace: PollPace;
}

type World = Pick<Context, "now" | "sleep" | "random" | "signal" | "output">;

/** For the last look; a machine that wakes after the end may have no network yet. */
export const GRACE_MS = 10_000;

/**
 * Looks until it is over or time is up by the wall clock, and once more then: somebody may have pressed at the last
 * moment, or while the machine slept. Trouble in between is waited out. @throws Failure
 */
export const keepLooking = async <Result>(world: World, how: KeepLooking<Result>): Promise<Result> => {
  const { now } = world;
  const trouble = createTrouble(world, how.start);
  const rest = createRest(world, how);
  /** When the last look began, which is made anew for a while where it gets no answer. */
  let lastSince: number | undefined;

  for (;;) {
    if (now() >= how.deadline) lastSince ??= now();
    const end = await how.look().catch(trouble.weather);
    if (end !== undefined) await trouble.answered();
    if (end?.kind === "over") return end.result;
    const until = lastSince === undefined ? how.deadline : lastSince + GRACE_MS;
    const isEnough = lastSince !== undefined && (end !== undefined || now() >= until);
    if (isEnough || !(await rest(end, until))) break;
  }
  const failure = trouble.atTheEnd();
  if (failure !== undefined) throw failure;
  return how.timeIsUp();
};

type Again = Extract<LookEnd<never>, { kind: "again" }>;

/** Waits for the next look; tells whether there is to be one. */
const createRest = (
  { now, sleep, random, signal }: World,
  { looks, pace }: Pick<KeepLooking<never>, "looks" | "pace">,
) => {
  let looksAtPace = 0;
  return async (end: Again | undefined, until: number): Promise<boolean> => {
    looksAtPace = end?.isOdd ? 1 : looksAtPace + 1;
    const times = { now: now(), quietUntil: looks.quietUntil(), missingUntil: end?.missingUntil };
    const at = nextLook({ ...times, deadline: until }, pace, looksAtPace, random());
    await sleep(Math.max(0, at - times.now));
    if (signal.aborted) throw new Failure("E_INTERRUPTED", "stopped; the wait was not over", { sent: "no" });
    // Who is asked to stay away until after the end does not look once more.
    return now() < until || looks.quietUntil() <= now();
  };
};

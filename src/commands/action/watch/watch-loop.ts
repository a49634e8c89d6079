import type { Context } from "../../../context/context.js";
import type { Change } from "../../../domain/known-message.js";
import { type PollPace, pollPause } from "../../../domain/poll-pause.js";
import { lookAgain, UNSEEN_WINDOW, type WatchWindow } from "../../../domain/watch-window.js";
import { Failure } from "../../../failure/failure.js";
import type { NovuReader } from "../../../novu/novu.js";
import { type LookAtPage, lookAtScope } from "./look-at-scope.js";
import type { WatchScope } from "./watch-scope.js";
import { createTrouble, isPassing, type Trouble } from "./watch-trouble.js";

type Needs = Pick<Context, "now" | "random" | "sleep" | "signal" | "output">;

export interface WatchPlan extends PollPace {
  /** How many of a list's newest messages are looked at. */
  readonly newest: number;
  readonly scopes: readonly WatchScope[];
  /** When to end, ms since the epoch. */
  readonly endsAt: number;
  /** Told how many messages are known, once the first look is over. */
  readonly onBaseline: (count: number) => Promise<void>;
}

/** A change, and the list it was found in. */
export interface ScopedChange {
  readonly change: Change;
  /** When the look was over, ms; the same for all that it found. */
  readonly at: number;
  readonly scope: WatchScope;
}

/** No server is taken to mean more than this, ms; timers cannot wait for what some could say. */
const LONGEST_REST_MS = 3_600_000;

/**
 * Looks at all lists again and again, one after the other, and gives what has changed; ends at its time.
 * Trouble after the first look is told once, and waited out.
 * @throws Failure of the first look; later what cannot mend, such as E_UNAUTHORIZED; E_INTERRUPTED
 */
export async function* watchLoop(
  needs: Needs,
  novu: Pick<NovuReader, "peekAtMessages">,
  plan: WatchPlan,
): AsyncGenerator<ScopedChange> {
  const trouble = createTrouble(needs);
  const poller = createPoller(needs, novu, plan);
  const lists = plan.scopes.map((scope): WatchedList => ({ scope, window: UNSEEN_WINDOW }));
  for (const list of lists) await lookOnce(list, poller.lookAt(true), { ...needs, ...plan });
  await plan.onBaseline(lists.reduce((sum, { window }) => sum + window.known.size, 0));
  const state: LoopState = { quiet: 1 };
  for (;;) {
    await poller.pause(pollPause(plan, state.quiet, needs.random()));
    if (poller.isOver()) return;
    state.quiet += 1;
    try {
      yield* lookAround(lists, poller.lookAt(false), { ...needs, ...plan }, trouble, state);
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (!poller.isOver()) await trouble.begin(error);
    }
  }
}

interface LoopState {
  /** Looks in a row without a change, or without success. */
  quiet: number;
}

/** One look at every list; what one shows is told before the next is asked for. */
async function* lookAround(
  lists: readonly WatchedList[],
  lookAt: LookAtPage,
  plan: WatchPlan & Needs,
  trouble: Trouble,
  state: LoopState,
): AsyncGenerator<ScopedChange> {
  for (const list of lists) {
    const changes = await lookOnce(list, lookAt, plan);
    await trouble.end();
    if (changes.length > 0 || hasDoubts(list.window)) state.quiet = 1;
    yield* changes;
  }
}

interface WatchedList {
  readonly scope: WatchScope;
  window: WatchWindow;
}

/** One look at one list, which then knows what it showed. */
const lookOnce = async (
  list: WatchedList,
  lookAt: LookAtPage,
  { newest, now }: Pick<WatchPlan, "newest"> & Pick<Needs, "now">,
): Promise<readonly ScopedChange[]> => {
  const { scope } = list;
  const { window, changes } = lookAgain(list.window, await lookAtScope(lookAt, scope, list.window, newest));
  list.window = window;
  const at = now();
  return changes.map((change) => ({ change, at, scope }));
};

/** Something may be gone, or otherwise, and the next look is to say so. */
const hasDoubts = ({ known }: WatchWindow): boolean =>
  [...known.values()].some(({ misses, isDoubted }) => misses > 0 || isDoubted);

/** Asks within the time there is, and never while the server wants to be left alone. */
const createPoller = (
  { now, sleep, signal }: Needs,
  { peekAtMessages }: Pick<NovuReader, "peekAtMessages">,
  { endsAt }: WatchPlan,
) => {
  let restsUntil = 0;
  const leftMs = () => endsAt - now();
  const isOver = () => leftMs() <= 0;

  /** @throws Failure E_INTERRUPTED */
  const pause = async (ms: number): Promise<void> => {
    const wanted = Math.max(ms, restsUntil - now());
    if (wanted > 0) await sleep(Math.max(0, Math.min(wanted, leftMs())));
    if (signal.aborted) throw new Failure("E_INTERRUPTED", "stopped", { sent: "no" });
  };

  const lookAt =
    (isPatient: boolean): LookAtPage =>
    async (query, page, limit) => {
      await pause(0);
      if (isOver()) throw timeIsUp();
      return peekAtMessages({
        ...query,
        page,
        limit,
        isPatient,
        now,
        timeoutMs: Number.isFinite(endsAt) ? leftMs() : undefined,
        onRest: (ms) => {
          restsUntil = now() + Math.min(ms, LONGEST_REST_MS);
        },
      });
    };

  return { isOver, pause, lookAt };
};

/** Shown where not even the first look was over; later it only ends the watch. */
const timeIsUp = (): Failure =>
  new Failure("E_TIMEOUT", "the first look was not over when --timeout was", {
    hint: ["Nothing was watched yet. Give it more time."],
    sent: "no",
  });

import type { Epilogue, Outcome } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import { exitCodeOf } from "../../../failures/exit-codes.js";
import { Failure } from "../../../failures/failure.js";
import type { Button } from "../../../model/action.js";
import { clockText, spanText } from "../../../model/durations.js";
import { evaluateWait, isAsWanted, type Obstacle } from "../../../polling/evaluate-wait.js";
import { type Outage, outageDuration } from "../../../polling/outage.js";
import { type PollOptions, type PollTarget, startPolling } from "../../../polling/poll.js";
import { counted } from "../../../views/counted.js";
import { waitOutputs } from "../../../views/wait-outputs.js";
import { type WaitEnding, type WaitReport, waitDocument, waitView } from "../../../views/wait-view.js";
import { remember } from "../../remember.js";
import type { WaitActionInput } from "./wait-input.js";
import { type WaitPlan, waitPlan } from "./wait-plan.js";
import { createWaitTracker, type TrackedMessage, type WaitTracker } from "./wait-tracker.js";

type Needs = Pick<
  Context,
  "connect" | "output" | "recents" | "now" | "sleep" | "random" | "signal" | "lineWith"
>;

/** Polls the messages until enough of them are answered, until that is impossible, or until the timeout. */
export const run = async (context: Needs, input: WaitActionInput): Promise<Outcome<WaitReport>> => {
  const plan = waitPlan(input);
  const { novu, facts: place } = await context.connect();
  const { now, output } = context;
  const start = now();
  const looking = startPolling(context, novu, waitPollOptions(context, input, start));
  const tracker = createWaitTracker({ ...input, ...plan, pollClient: looking.pollClient, output });
  const say = (watched: readonly TrackedMessage[]) => output.note(beginning(watched, plan, input));
  const evaluated = pollUntilDecided(context, tracker, plan, input, say);
  const waiting = async (): Promise<WaitResult> => {
    for await (const result of looking.poll(evaluated)) return result;
    return evaluated.timeIsUp();
  };

  const result = await output.during(
    () => `waiting for a press · ${clockText(now() - start)} of ${clockText(input.timeoutMs)}`,
    waiting(),
  );
  const { ended, isMet, watched } = result;
  const [first] = watched;
  if (first?.seen !== undefined && first.subscriberId !== undefined) {
    await remember(context, first.subscriberId, first.seen.message);
  }
  return {
    model: {
      ended,
      isMet,
      wanted: plan.goal.button,
      needed: plan.isMany ? plan.goal.needed : undefined,
      count: countOf(plan, watched),
      waitedMs: Math.max(0, now() - start),
      timeoutMs: input.timeoutMs,
      messages: watched,
      place,
    },
    exitCode: input.exitZero ? 0 : codeOf(result, plan),
    epilogue: ended === "pending" ? waitingOn(context, input) : undefined,
  };
};

/** What is waited for, as far as it is there. */
const beginning = (
  watched: readonly TrackedMessage[],
  { goal, isMany }: WaitPlan,
  { timeoutMs, allowMissingMs }: WaitActionInput,
): string => {
  const [first] = watched;
  const waiting = `waiting up to ${spanText(timeoutMs)} for a press${goal.button === "any" ? "" : ` of ${goal.button}`}`;
  if (isMany) return `${waiting}: ${goal.needed} of ${counted(watched.length, "message")}`;
  if (first?.seen === undefined)
    return `the message is not there yet; looking for it for ${spanText(allowMissingMs)}`;
  const { id, title } = first.seen.message;
  return `${waiting}: ${title === "" ? "" : `"${title}", `}message ${id}`;
};

const codeOf = (result: WaitResult, plan: WaitPlan): number => {
  const { ended } = result;
  return ended === "pressed" ? plan.exits[decisive(result, plan)] : exitCodeOf(ended);
};

/** The button that says how it ended: among several answers of which any counts, one no is a no. */
const decisive = ({ isMet, watched }: WaitResult, { goal: { button } }: WaitPlan): Button => {
  if (button === "any")
    return watched.some(({ standing }) => standing === "secondary") ? "secondary" : "primary";
  const other = button === "primary" ? "secondary" : "primary";
  return isMet ? button : other;
};

const LONGER_MS = 600_000;

const waitingOn = (
  { lineWith }: Pick<Needs, "lineWith">,
  { timeoutMs }: WaitActionInput,
): Epilogue | undefined => {
  const command = lineWith("--timeout", spanText(2 * timeoutMs || LONGER_MS));
  return command === undefined ? undefined : { text: "to wait longer:", command };
};

export const document = waitDocument;
export const view = waitView;
export const outputs = waitOutputs;

/** How a wait ended, and how its messages stood then. */
interface WaitResult {
  readonly ended: WaitEnding;
  readonly isMet: boolean;
  readonly watched: readonly TrackedMessage[];
}

interface Judged extends PollTarget<WaitResult> {
  /** What it comes to where no look ended it. @throws Failure where a message never came */
  timeIsUp(): WaitResult;
}

const ENDINGS: Readonly<Record<Exclude<Obstacle, "short">, WaitEnding>> = {
  other: "pressed",
  vanished: "vanished",
  unclickable: "unclickable",
};

/**
 * Looks that say what they mean for the wait.
 * @param onWaiting called when a look ended nothing: the first one, and each that saw other messages than before
 */
const pollUntilDecided = (
  { now }: Pick<Context, "now">,
  tracker: WaitTracker,
  { goal, isMany }: WaitPlan,
  { selectors, allowMissingMs }: WaitActionInput,
  onWaiting: (watched: readonly TrackedMessage[]) => Promise<void>,
): Judged => {
  const start = now();
  const missingUntil = start + allowMissingMs;
  const hasGroups = isMany && selectors.some(({ by }) => by === "transaction");
  let seenBefore: number | undefined;

  /** Undefined where nothing is decided. @throws Failure where a message is not there and no longer on its way */
  const evaluation = (watched: readonly TrackedMessage[], isOnItsWay: boolean): WaitResult | undefined => {
    const standings = watched.map(({ standing }) => standing);
    const verdict = evaluateWait(goal, standings, hasGroups && isOnItsWay);
    if (verdict.kind === "met") return { ended: "pressed", isMet: true, watched };
    const missing = watched.find(({ standing }) => standing === "missing");
    if (missing?.failure !== undefined && !isOnItsWay) {
      throw neverThere(missing.failure, allowMissingMs === 0 ? 0 : now() - start);
    }
    if (verdict.kind === "go on") return undefined;
    if (verdict.because === "short") throw tooFew(goal.needed, watched.length);
    return { ended: ENDINGS[verdict.because], isMet: false, watched };
  };

  return {
    async *poll() {
      await tracker.poll();
      const watched = tracker.tracked();
      const result = evaluation(watched, now() < missingUntil);
      if (result !== undefined) {
        yield result;
        return;
      }
      const seenNow = watched.filter(({ seen }) => seen !== undefined).length;
      if (seenNow !== seenBefore) await onWaiting(watched);
      seenBefore = seenNow;
    },
    isOdd: () => tracker.tracked().some(({ standing, misses }) => standing === "open" && misses > 0),
    missingUntil: () => (now() < missingUntil ? missingUntil : undefined),
    timeIsUp: () => {
      const watched = tracker.tracked();
      return evaluation(watched, false) ?? { ended: "pending", isMet: false, watched };
    },
  };
};

/** How many are answered as was waited for. */
const countOf = ({ goal }: WaitPlan, watched: readonly TrackedMessage[]): number =>
  watched.filter(({ standing }) => isAsWanted(standing, goal.button)).length;

/** @param lookedMs for how long; 0 where a message was not to be on its way */
const neverThere = ({ code, message, info }: Failure, lookedMs: number): Failure => {
  if (lookedMs === 0) {
    const addition = { words: ["--allow-missing", "60s"], when: "if it is still on its way" };
    return new Failure(code, message, { ...info, addition });
  }
  const hint = [...(info.hint ?? []), `It did not come within ${spanText(lookedMs)}.`];
  return new Failure(code, message, { ...info, hint });
};

const tooFew = (needed: number | "all", there: number): Failure =>
  new Failure(
    "E_MESSAGE",
    `there ${there === 1 ? "is" : "are"} only ${counted(there, "message")}; ${needed} are needed`,
    {
      hint: ["So many answers can never come."],
      addition: {
        words: ["--allow-missing", "60s"],
        when: "if more are on their way",
        without: ["--allow-missing"],
      },
      sent: "yes",
    },
  );

/** For the last look; a machine that wakes after the end may have no network yet. */
const GRACE_MS = 10_000;

/**
 * How a wait looks: from the start it has time for trouble, and when that is over it looks once more, since somebody
 * may have pressed at the last moment, or while the machine slept.
 */
const waitPollOptions = (
  { now, output }: Pick<Context, "now" | "output">,
  { pace, timeoutMs }: WaitActionInput,
  start: number,
): PollOptions => ({
  pace,
  endsAt: start + timeoutMs,
  graceMs: GRACE_MS,
  isFirstWithRetries: false,
  log: output.note,
  recoveredNote: "",
  stopped: "stopped; the wait was not over",
  tooLate,
  endedIn: async (outage) => {
    throw timeUpIn(outage, now());
  },
});

const tooLate = (): Failure =>
  new Failure("E_RATE_LIMIT", "Novu takes no more requests for longer than the wait has time", {
    hint: ["The last look was not over."],
    sent: "no",
  });

/** Nobody knows whether somebody pressed. */
const timeUpIn = ({ failure, lastAnswer }: Outage, now: number): Failure => {
  const { code, message, info } = failure;
  const seen =
    lastAnswer === undefined
      ? "No look got an answer."
      : `At the last look that got an answer, ${outageDuration(now - lastAnswer)} ago, the wait was not over.`;
  return new Failure(code, message, { ...info, hint: [...(info.hint ?? []), `Time was up. ${seen}`] });
};

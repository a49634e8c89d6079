import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { spanText } from "../../../model/durations.js";
import { evaluateWait, type Obstacle } from "../../../polling/evaluate-wait.js";
import type { PollSource } from "../../../polling/poll.js";
import { counted } from "../../../views/counted.js";
import type { MessageTracker, TrackedMessage } from "./track-messages.js";
import type { WaitActionInput } from "./wait.js";
import type { WaitPlan } from "./wait-plan.js";
import type { WaitEnding } from "./wait-view.js";

/** How a wait ended, and its messages at that time. */
export interface WaitOutcome {
  readonly ended: WaitEnding;
  readonly isMet: boolean;
  readonly tracked: readonly TrackedMessage[];
}

/** Reads the messages, and yields the outcome once there is one. */
export interface WaitSource extends PollSource<WaitOutcome> {
  /** The outcome if no read decided the wait. @throws Failure if a message was never found */
  outcomeAtTimeout(): WaitOutcome;
}

/** @param start when the wait began, ms since the epoch */
export const createWaitSource = (
  { now, output }: Pick<Context, "now" | "output">,
  tracker: MessageTracker,
  plan: WaitPlan,
  input: WaitActionInput,
  start: number,
): WaitSource => {
  const { goal } = plan;
  const { allowMissingMs } = input;
  const missingUntil = start + allowMissingMs;
  const hasTransactions = plan.isMany && input.selectors.some(({ by }) => by === "transaction");
  let found: number | undefined;

  /** @throws Failure if a message is missing and cannot arrive any more, or if there are too few */
  const outcomeOf = (tracked: readonly TrackedMessage[], mayArrive: boolean): WaitOutcome | undefined => {
    const states = tracked.map(({ state }) => state);
    const evaluation = evaluateWait(goal, states, hasTransactions && mayArrive);
    if (evaluation.kind === "met") return { ended: "pressed", isMet: true, tracked };
    const missing = tracked.find(({ state }) => state === "missing");
    if (missing?.failure !== undefined && !mayArrive) {
      throw neverFound(missing.failure, allowMissingMs === 0 ? 0 : now() - start);
    }
    if (evaluation.kind === "undecided") return undefined;
    if (evaluation.because === "too-few") throw tooFew(goal.needed, tracked.length);
    return { ended: ENDINGS[evaluation.because], isMet: false, tracked };
  };

  return {
    async *read() {
      await tracker.read();
      const tracked = tracker.tracked();
      const outcome = outcomeOf(tracked, now() < missingUntil);
      if (outcome !== undefined) {
        yield outcome;
        return;
      }
      const foundNow = tracked.filter(({ latest }) => latest !== undefined).length;
      if (foundNow !== found) await output.note(waitingNote(tracked, plan, input));
      found = foundNow;
    },
    nextRead: () => ({
      // If a list lacks a message, the next read confirms whether it was deleted.
      isUrgent: tracker.tracked().some(({ state, misses }) => state === "pending" && misses > 0),
      mustReadAt: missingUntil,
    }),
    outcomeAtTimeout: () => {
      const tracked = tracker.tracked();
      return outcomeOf(tracked, false) ?? { ended: "pending", isMet: false, tracked };
    },
  };
};

const ENDINGS: Readonly<Record<Exclude<Obstacle, "too-few">, WaitEnding>> = {
  other: "pressed",
  vanished: "vanished",
  unclickable: "unclickable",
};

const waitingNote = (
  tracked: readonly TrackedMessage[],
  { goal, isMany }: WaitPlan,
  { timeoutMs, allowMissingMs }: WaitActionInput,
): string => {
  const [first] = tracked;
  const button = goal.button === "any" ? "" : ` of ${goal.button}`;
  const waiting = `waiting up to ${spanText(timeoutMs)} for a press${button}`;
  if (isMany) return `${waiting}: ${goal.needed} of ${counted(tracked.length, "message")}`;
  if (first?.latest === undefined)
    return `the message is not there yet; looking for it for ${spanText(allowMissingMs)}`;
  const { id, title } = first.latest.message;
  return `${waiting}: ${title === "" ? "" : `"${title}", `}message ${id}`;
};

/** @param searchedMs 0 without --allow-missing */
const neverFound = ({ code, message, info }: Failure, searchedMs: number): Failure => {
  if (searchedMs === 0) {
    const addition = { words: ["--allow-missing", "60s"], when: "if it is still on its way" };
    return new Failure(code, message, { ...info, addition });
  }
  const hint = [...(info.hint ?? []), `It did not come within ${spanText(searchedMs)}.`];
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

import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { spanText } from "../../../model/span-text.js";
import type { Sought } from "../../../polling/keep-looking.js";
import { isAsWanted, type Obstacle, waitVerdict } from "../../../polling/wait-verdict.js";
import { counted } from "../../../views/counted.js";
import type { WaitEnding } from "../../../views/wait-view.js";
import type { Lookout, Watched } from "./lookout.js";
import type { WaitActionInput } from "./wait-input.js";
import type { WaitPlan } from "./wait-plan.js";

/** How a wait ended, and how its messages stood then. */
export interface WaitResult {
  readonly ended: WaitEnding;
  readonly isMet: boolean;
  readonly watched: readonly Watched[];
}

interface Judged extends Sought<WaitResult> {
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
export const judgeLooks = (
  { now }: Pick<Context, "now">,
  lookout: Lookout,
  { goal, isMany }: WaitPlan,
  { selectors, allowMissingMs }: WaitActionInput,
  onWaiting: (watched: readonly Watched[]) => Promise<void>,
): Judged => {
  const start = now();
  const missingUntil = start + allowMissingMs;
  const hasGroups = isMany && selectors.some(({ by }) => by === "transaction");
  let seenBefore: number | undefined;

  /** Undefined where nothing is decided. @throws Failure where a message is not there and no longer on its way */
  const judgement = (watched: readonly Watched[], isOnItsWay: boolean): WaitResult | undefined => {
    const standings = watched.map(({ standing }) => standing);
    const verdict = waitVerdict(goal, standings, hasGroups && isOnItsWay);
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
    async *look() {
      await lookout.look();
      const watched = lookout.watched();
      const result = judgement(watched, now() < missingUntil);
      if (result !== undefined) {
        yield result;
        return;
      }
      const seenNow = watched.filter(({ seen }) => seen !== undefined).length;
      if (seenNow !== seenBefore) await onWaiting(watched);
      seenBefore = seenNow;
    },
    isOdd: () => lookout.watched().some(({ standing, misses }) => standing === "open" && misses > 0),
    missingUntil: () => (now() < missingUntil ? missingUntil : undefined),
    timeIsUp: () => {
      const watched = lookout.watched();
      return judgement(watched, false) ?? { ended: "pending", isMet: false, watched };
    },
  };
};

/** How many are answered as was waited for. */
export const countOf = ({ goal }: WaitPlan, watched: readonly Watched[]): number =>
  watched.filter(({ standing }) => isAsWanted(standing, goal.button)).length;

/** @param lookedMs for how long; 0 where a message was not to be on its way */
const neverThere = ({ code, message, facts }: Failure, lookedMs: number): Failure => {
  if (lookedMs === 0) {
    const addition = { words: ["--allow-missing", "60s"], when: "if it is still on its way" };
    return new Failure(code, message, { ...facts, addition });
  }
  const hint = [...(facts.hint ?? []), `It did not come within ${spanText(lookedMs)}.`];
  return new Failure(code, message, { ...facts, hint });
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

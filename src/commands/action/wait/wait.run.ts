import type { Epilogue, Outcome } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import { exitCodeOf } from "../../../failures/exit-codes.js";
import type { Button } from "../../../model/action.js";
import { clockText, spanText } from "../../../model/span-text.js";
import { startLooking } from "../../../polling/keep-looking.js";
import { counted } from "../../../views/counted.js";
import { waitOutputs } from "../../../views/wait-outputs.js";
import { type WaitReport, waitDocument, waitView } from "../../../views/wait-view.js";
import { remember } from "../../remember.js";
import { countOf, judgeLooks, type WaitResult } from "./judge-looks.js";
import { createLookout, type Watched } from "./lookout.js";
import type { WaitActionInput } from "./wait-input.js";
import { waitLook } from "./wait-look.js";
import { type WaitPlan, waitPlan } from "./wait-plan.js";

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
  const looking = startLooking(context, novu, waitLook(context, input, start));
  const lookout = createLookout({ ...input, ...plan, looks: looking.looks, output });
  const say = (watched: readonly Watched[]) => output.note(beginning(watched, plan, input));
  const judged = judgeLooks(context, lookout, plan, input, say);
  const waiting = async (): Promise<WaitResult> => {
    for await (const result of looking.keepLooking(judged)) return result;
    return judged.timeIsUp();
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
  watched: readonly Watched[],
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

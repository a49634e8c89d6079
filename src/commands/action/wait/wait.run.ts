import type { Epilogue, Outcome } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import { exitCodeOf } from "../../../failures/exit-codes.js";
import { Failure } from "../../../failures/failure.js";
import type { Button } from "../../../model/action.js";
import { clockText, spanText } from "../../../model/durations.js";
import { isWanted } from "../../../polling/evaluate-wait.js";
import { type Outage, outageDuration } from "../../../polling/outage.js";
import { createPoller, type Poller, type PollOptions } from "../../../polling/poll.js";
import { addRecentMessage } from "../../remember.js";
import { trackMessages } from "./track-messages.js";
import type { WaitActionInput } from "./wait.js";
import { planWait, type WaitPlan } from "./wait-plan.js";
import { createWaitSource, type WaitOutcome, type WaitSource } from "./wait-source.js";
import { type WaitReport, waitDocument, waitOutputs, waitView } from "./wait-view.js";

type WaitContext = Pick<
  Context,
  "connect" | "output" | "recents" | "now" | "sleep" | "random" | "signal" | "lineWith"
>;

/** Polls the messages until enough of them are answered, until that is impossible, or until the timeout. */
export const run = async (context: WaitContext, input: WaitActionInput): Promise<Outcome<WaitReport>> => {
  const plan = planWait(input);
  const { novu, connection: location } = await context.connect();
  const { now, output } = context;
  const start = now();
  const poller = createPoller(context, waitPollOptions(context, plan, input, start));
  const { isForPerson } = output;
  const tracker = trackMessages(novu.messageReader(poller.chooseHttp), { ...input, ...plan, isForPerson });
  const source = createWaitSource(context, tracker, plan, input, start);

  const outcome = await output.during(
    () => `waiting for a press · ${clockText(now() - start)} of ${clockText(input.timeoutMs)}`,
    pollForOutcome(poller, source, now),
  );
  const { ended, isMet, tracked } = outcome;
  const [first] = tracked;
  if (first?.latest !== undefined && first.subscriberId !== undefined) {
    await addRecentMessage(context, first.subscriberId, first.latest.message);
  }
  return {
    model: {
      ended,
      isMet,
      wanted: plan.goal.button,
      needed: plan.isMany ? plan.goal.needed : undefined,
      count: tracked.filter(({ state }) => isWanted(state, plan.goal.button)).length,
      waitedMs: Math.max(0, now() - start),
      timeoutMs: input.timeoutMs,
      messages: tracked,
      location,
    },
    exitCode: input.exitZero ? 0 : exitCodeFor(outcome, plan),
    epilogue: ended === "pending" ? longerWait(context, input) : undefined,
  };
};

export const document = waitDocument;
export const view = waitView;
export const outputs = waitOutputs;

const pollForOutcome = async (
  poller: Poller,
  source: WaitSource,
  now: () => number,
): Promise<WaitOutcome> => {
  for await (const outcome of poller.poll(source)) return outcome;
  const outage = poller.outage();
  if (outage !== undefined) throw timeoutInOutage(outage, now());
  return source.outcomeAtTimeout();
};

/** For the final read: a computer that wakes up after the timeout may have no network yet. */
const GRACE_MS = 10_000;

/**
 * A wait has a timeout, so it can wait out an outage even on its first read. After the timeout it reads once more,
 * because a button may have been pressed at the last moment or while the computer slept.
 */
const waitPollOptions = (
  { output }: Pick<Context, "output">,
  { interval }: WaitPlan,
  { timeoutMs }: WaitActionInput,
  start: number,
): PollOptions => ({
  interval,
  deadline: { endsAt: start + timeoutMs, graceMs: GRACE_MS },
  retriesFirstRead: false,
  log: output.note,
  recoveredNote: "",
  interrupted: "stopped; the wait was not over",
  tooLate: () =>
    new Failure("E_RATE_LIMIT", "Novu takes no more requests for longer than the wait has time", {
      hint: ["The last look was not over."],
      sent: "no",
    }),
});

/** The failure of the outage: it is unknown whether a button was pressed. */
const timeoutInOutage = ({ failure, lastResponseAt }: Outage, now: number): Failure => {
  const { code, message, info } = failure;
  const lastKnown =
    lastResponseAt === undefined
      ? "No look got an answer."
      : `At the last look that got an answer, ${outageDuration(now - lastResponseAt)} ago, the wait was not over.`;
  return new Failure(code, message, { ...info, hint: [...(info.hint ?? []), `Time was up. ${lastKnown}`] });
};

const exitCodeFor = (outcome: WaitOutcome, plan: WaitPlan): number =>
  outcome.ended === "pressed" ? plan.exitCodes[decisiveButton(outcome, plan)] : exitCodeOf(outcome.ended);

/** The button that decides the exit code. If any button counts, one secondary press outweighs the primary ones. */
const decisiveButton = ({ isMet, tracked }: WaitOutcome, { goal: { button } }: WaitPlan): Button => {
  if (button === "any") return tracked.some(({ state }) => state === "secondary") ? "secondary" : "primary";
  const other = button === "primary" ? "secondary" : "primary";
  return isMet ? button : other;
};

/** The suggested timeout after a timeout of 0. */
const DEFAULT_LONGER_MS = 600_000;

const longerWait = (
  { lineWith }: Pick<Context, "lineWith">,
  { timeoutMs }: WaitActionInput,
): Epilogue | undefined => {
  const command = lineWith("--timeout", spanText(2 * timeoutMs || DEFAULT_LONGER_MS));
  return command === undefined ? undefined : { text: "to wait longer:", command };
};

import type { Epilogue, Outcome } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import { exitCodeOf } from "../../../failures/exit-codes.js";
import { Failure } from "../../../failures/failure.js";
import { clockText, spanText } from "../../../model/durations.js";
import { evaluateWait, isWanted, type Obstacle } from "../../../polling/evaluate-wait.js";
import {
  createPoller,
  type Outage,
  outageDuration,
  type Poller,
  type PollOptions,
  type PollSource,
} from "../../../polling/poll.js";
import { counted } from "../../../views/counted.js";
import { hiddenText } from "../../../views/hidden-messages.js";
import { addRecentMessage } from "../../remember.js";
import { type MessageTracker, type TrackedMessage, trackMessages } from "./track-messages.js";
import type { WaitActionInput } from "./wait.js";
import { planWait, type WaitPlan } from "./wait-plan.js";
import { type WaitReport, waitDocument, waitOutputs, waitView } from "./wait-view.js";

type WaitContext = Pick<
  Context,
  "connect" | "output" | "recents" | "now" | "sleep" | "random" | "signal" | "lineWith"
>;

/** How a wait ended, and its messages at that time. */
interface WaitOutcome {
  readonly ended: WaitReport["ended"];
  readonly isMet: boolean;
  readonly tracked: readonly TrackedMessage[];
}

/** Reads the messages, and yields the outcome once there is one. */
interface WaitSource extends PollSource<WaitOutcome> {
  /** The outcome if no read decided the wait. @throws Failure if a message was never found */
  outcomeAtTimeout(): WaitOutcome;
}

/** Polls the messages until enough of them are answered, until that is impossible, or until the timeout. */
const run = async (context: WaitContext, input: WaitActionInput): Promise<Outcome<WaitReport>> => {
  const plan = planWait(input);
  const { novu, connection: location } = await context.connect();
  const { now, output } = context;
  const start = now();
  const poller = createPoller(context, waitPollOptions(context, plan, input, start));
  const { isForPerson } = output;
  const tracker = trackMessages(novu.messageReader(poller.chooseHttp), {
    ...plan,
    selectors: input.selectors,
    isForPerson,
  });
  const source = createWaitSource(context, tracker, plan, input, start);

  const outcome = await output.during(
    () => `waiting for an answer · ${clockText(now() - start)} of ${clockText(input.timeoutMs)}`,
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
      wanted: wantedText(input.button),
      needed: plan.isMany ? plan.needed : undefined,
      count: tracked.filter(isWanted).length,
      waitedMs: Math.max(0, now() - start),
      timeoutMs: input.timeoutMs,
      messages: tracked,
      location,
    },
    exitCode: input.exitZero ? 0 : exitCodeFor(outcome),
    epilogue: ended === "pending" ? longerWait(context, input) : undefined,
  };
};

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

/** For the final read, ms. It is as long as the wait, within limits: a computer that wakes up may have no network yet. */
const graceFor = (timeoutMs: number): number => Math.min(Math.max(timeoutMs, 3_000), 10_000);

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
  deadline: { endsAt: start + timeoutMs, graceMs: graceFor(timeoutMs) },
  retriesFirstRead: false,
  log: output.note,
  recoveredNote: "",
  interrupted: "stopped before there was an answer",
  tooLate: () =>
    new Failure("E_RATE_LIMIT", "Novu's rate limit lasts longer than the timeout", {
      hint: ["The last check didn't finish."],
      sent: "no",
    }),
});

/** The failure of the outage: it is unknown whether a button was pressed. */
const timeoutInOutage = ({ failure, lastResponseAt }: Outage, now: number): Failure => {
  const { code, message, info } = failure;
  const lastKnown =
    lastResponseAt === undefined
      ? "No check succeeded."
      : `The last successful check, ${outageDuration(now - lastResponseAt)} ago, found no answer.`;
  return new Failure(code, message, {
    ...info,
    hint: [...(info.hint ?? []), `The timeout was reached. ${lastKnown}`],
  });
};

const exitCodeFor = (outcome: WaitOutcome): number => {
  if (outcome.ended !== "pressed") return exitCodeOf(outcome.ended);
  const decisive = decisiveMessage(outcome);
  return decisive?.exitCodes[decisive.state === "secondary" ? "secondary" : "primary"] ?? exitCodeOf("ok");
};

/** The message whose button decides the exit code. If any button counts, one secondary press outweighs the primary ones. */
const decisiveMessage = ({ isMet, tracked }: WaitOutcome): TrackedMessage | undefined => {
  const pressed = tracked.filter(({ state }) => state === "primary" || state === "secondary");
  const wanted = pressed.filter((each) => isWanted(each) === isMet);
  return wanted.find(({ wanted, state }) => wanted === "any" && state === "secondary") ?? wanted[0];
};

const wantedText = (button: WaitActionInput["button"]): string => {
  if (button === "any") return button;
  return "type" in button ? button.type : `"${button.label}"`;
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

/** @param start when the wait began, ms since the epoch */
const createWaitSource = (
  { now, output }: Pick<Context, "now" | "output">,
  tracker: MessageTracker,
  plan: WaitPlan,
  input: WaitActionInput,
  start: number,
): WaitSource => {
  const { allowMissingMs } = input;
  const missingUntil = start + allowMissingMs;
  const hasTransactions = plan.isMany && input.selectors.some(({ by }) => by === "transaction");
  let found: number | undefined;

  /** @throws Failure if a message is missing and cannot arrive any more, or if there are too few */
  const outcomeOf = (tracked: readonly TrackedMessage[], mayArrive: boolean): WaitOutcome | undefined => {
    const evaluation = evaluateWait(plan.needed, tracked, hasTransactions && mayArrive);
    if (evaluation.kind === "met") return { ended: "pressed", isMet: true, tracked };
    const missing = tracked.find(({ state }) => state === "missing");
    if (missing?.failure !== undefined && !mayArrive) {
      throw neverFound(missing.failure, allowMissingMs === 0 ? 0 : now() - start);
    }
    if (evaluation.kind === "undecided") return undefined;
    if (evaluation.because === "too-few") throw tooFew(plan.needed, tracked.length);
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

const ENDINGS: Readonly<Record<Exclude<Obstacle, "too-few">, WaitReport["ended"]>> = {
  other: "pressed",
  gone: "gone",
  "no-buttons": "no-buttons",
};

const waitingNote = (
  tracked: readonly TrackedMessage[],
  { needed, isMany }: WaitPlan,
  { button: wanted, timeoutMs, allowMissingMs }: WaitActionInput,
): string => {
  const [first] = tracked;
  const button = wanted === "any" ? "" : ` of ${wantedText(wanted)}`;
  const waiting = `waiting up to ${spanText(timeoutMs)} for an answer${button}`;
  if (isMany) return `${waiting}: ${needed} of ${counted(tracked.length, "message")}`;
  if (first?.latest === undefined)
    return `the message doesn't exist yet; waiting up to ${spanText(allowMissingMs)} for it`;
  const { id, title } = first.latest.message;
  const hidden = hiddenText(first.latest.message);
  return `${waiting}: ${title === "" ? "" : `"${title}", `}message ${id}${hidden === undefined ? "" : `, ${hidden}`}`;
};

/** @param searchedMs 0 without --allow-missing */
const neverFound = ({ code, message, info }: Failure, searchedMs: number): Failure => {
  if (searchedMs === 0) {
    const addition = { words: ["--allow-missing", "60s"], when: "if it is still being delivered" };
    return new Failure(code, message, { ...info, addition });
  }
  const hint = [...(info.hint ?? []), `It didn't appear within ${spanText(searchedMs)}.`];
  return new Failure(code, message, { ...info, hint });
};

const tooFew = (needed: number | "all", there: number): Failure =>
  new Failure(
    "E_MESSAGE",
    `there ${there === 1 ? "is" : "are"} only ${counted(there, "message")}; ${needed} are needed`,
    {
      hint: ["That number can't be reached."],
      addition: {
        words: ["--allow-missing", "60s"],
        when: "if more are being delivered",
        without: ["--allow-missing"],
      },
      sent: "yes",
    },
  );

export const body = { run, document: waitDocument, view: waitView, outputs: waitOutputs };

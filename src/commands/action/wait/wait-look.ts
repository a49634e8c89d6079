import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import type { LookPlan } from "../../../polling/keep-looking.js";
import { lastedText, type OpenTrouble } from "../../../polling/trouble.js";
import type { WaitActionInput } from "./wait-input.js";

/** For the last look; a machine that wakes after the end may have no network yet. */
const GRACE_MS = 10_000;

/**
 * How a wait looks: from the start it has time for trouble, and when that is over it looks once more, since somebody
 * may have pressed at the last moment, or while the machine slept.
 */
export const waitLook = (
  { now, output }: Pick<Context, "now" | "output">,
  { pace, timeoutMs }: WaitActionInput,
  start: number,
): LookPlan => ({
  pace,
  endsAt: start + timeoutMs,
  graceMs: GRACE_MS,
  isFirstWithRetries: false,
  tell: output.note,
  backAgain: "",
  stopped: "stopped; the wait was not over",
  tooLate,
  endedIn: async (trouble) => {
    throw timeUpIn(trouble, now());
  },
});

const tooLate = (): Failure =>
  new Failure("E_RATE_LIMIT", "Novu takes no more requests for longer than the wait has time", {
    hint: ["The last look was not over."],
    sent: "no",
  });

/** Nobody knows whether somebody pressed. */
const timeUpIn = ({ failure, lastAnswer }: OpenTrouble, now: number): Failure => {
  const { code, message, facts } = failure;
  const seen =
    lastAnswer === undefined
      ? "No look got an answer."
      : `At the last look that got an answer, ${lastedText(now - lastAnswer)} ago, the wait was not over.`;
  return new Failure(code, message, { ...facts, hint: [...(facts.hint ?? []), `Time was up. ${seen}`] });
};

import type { ConnectionFacts } from "../config/connection-facts.js";
import { describeLocation } from "../config/describe-location.js";
import { Failure } from "../failures/failure.js";
import type { Context, WriteIntent } from "./context.js";

type Needs = Pick<Context, "canAsk" | "prompts" | "confirm"> & { readonly isYes: boolean };

/** Lets a write happen, or throws. @throws Failure E_CONFIRM, E_INTERRUPTED */
export type ConfirmWrite = (facts: ConnectionFacts, intent: WriteIntent) => Promise<void>;

/** Through a protected profile nothing is changed until somebody typed its name, once a run. */
export const createConfirmWrite = (needs: Needs): ConfirmWrite => {
  const allowed = new Map<string, Promise<void>>();
  return async (facts, intent) => {
    const { profile } = facts;
    if (!profile?.isProtected) {
      if (intent.question !== undefined) await needs.confirm(intent.question);
      return;
    }
    const answer =
      allowed.get(profile.name) ?? askForName(needs, profile.name, describeLocation(facts), intent);
    allowed.set(profile.name, answer);
    await answer;
  };
};

const askForName = async (
  { canAsk, prompts, isYes }: Needs,
  name: string,
  place: string,
  { what }: WriteIntent,
): Promise<void> => {
  if (isYes) return;
  if (!canAsk) {
    throw new Failure("E_CONFIRM", `profile "${name}" is protected: a yes is needed to ${what}`, {
      hint: [`It would happen in ${place}. There is nobody to ask, so nothing was changed.`],
      addition: { words: ["--yes"], when: "if that is what you want" },
    });
  }
  const typed = await (await prompts("--yes")).text({
    message: `${what} in ${place}? The profile is protected: type its name, ${name}, to go on`,
  });
  if (typeof typed !== "string" || typed.trim() !== name)
    throw new Failure("E_INTERRUPTED", "left as it was");
};

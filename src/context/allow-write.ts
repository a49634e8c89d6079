import type { ConnectionFacts } from "../config/connection-facts.js";
import { placeInWords } from "../config/place-in-words.js";
import { Failure } from "../failures/failure.js";
import type { Context, WriteWish } from "./context.js";

type Needs = Pick<Context, "canAsk" | "prompts" | "confirm"> & { readonly isYes: boolean };

/** Lets a write happen, or throws. @throws Failure E_CONFIRM, E_INTERRUPTED */
export type AllowWrite = (facts: ConnectionFacts, wish: WriteWish) => Promise<void>;

/** Through a protected profile nothing is changed until somebody typed its name, once a run. */
export const createAllowWrite = (needs: Needs): AllowWrite => {
  const allowed = new Map<string, Promise<void>>();
  return async (facts, wish) => {
    const { profile } = facts;
    if (!profile?.isProtected) {
      if (wish.question !== undefined) await needs.confirm(wish.question);
      return;
    }
    const answer = allowed.get(profile.name) ?? askForName(needs, profile.name, placeInWords(facts), wish);
    allowed.set(profile.name, answer);
    await answer;
  };
};

const askForName = async (
  { canAsk, prompts, isYes }: Needs,
  name: string,
  place: string,
  { what }: WriteWish,
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

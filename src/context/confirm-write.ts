import type { ConnectionSummary } from "../config/connection-summary.js";
import { describeLocation } from "../config/describe-location.js";
import { Failure } from "../failures/failure.js";
import type { Context, WriteIntent } from "./context.js";

type ConfirmDeps = Pick<Context, "canAsk" | "prompts" | "confirm"> & { readonly isYes: boolean };

/** Resolves if the write is confirmed. @throws Failure E_CONFIRM, E_INTERRUPTED */
type ConfirmWrite = (connection: ConnectionSummary, intent: WriteIntent) => Promise<void>;

/** For a protected profile, its name has to be typed once per run. Other writes ask `intent.question`, if any. */
export const createConfirmWrite = (deps: ConfirmDeps): ConfirmWrite => {
  const allowed = new Map<string, Promise<void>>();
  return async (connection, intent) => {
    const { profile } = connection;
    if (!profile?.isProtected) {
      if (intent.question !== undefined) await deps.confirm(intent.question);
      return;
    }
    const answer =
      allowed.get(profile.name) ?? askForName(deps, profile.name, describeLocation(connection), intent);
    allowed.set(profile.name, answer);
    await answer;
  };
};

const askForName = async (
  { canAsk, prompts, isYes }: ConfirmDeps,
  name: string,
  location: string,
  { what }: WriteIntent,
): Promise<void> => {
  if (isYes) return;
  if (!canAsk) {
    throw new Failure("E_CONFIRM", `profile "${name}" is protected: confirmation needed to ${what}`, {
      hint: [`This would change ${location}. There is no terminal to confirm on, so nothing was changed.`],
      addition: { words: ["--yes"], when: "to confirm" },
    });
  }
  const typed = await (await prompts("--yes")).text({
    message: `${what} in ${location}? The profile is protected: type its name, ${name}, to confirm`,
  });
  if (typeof typed !== "string" || typed.trim() !== name)
    throw new Failure("E_INTERRUPTED", "canceled; nothing was changed");
};

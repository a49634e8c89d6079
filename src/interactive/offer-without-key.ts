import type { Context } from "../context/context.js";
import { Failure, type InputKind } from "../failures/failure.js";
import { BACK, type Prompts } from "../prompts/prompts.js";
import { askAddress } from "./address.js";
import type { PromptReason } from "./interact.js";
import { selectFrom } from "./wizard-context.js";

/** Inputs whose choices are fetched from Novu. */
const FETCHED_INPUTS: ReadonlySet<InputKind> = new Set(["subscriber", "message", "button"]);

export const needsKey = (promptReason: PromptReason): boolean =>
  promptReason.for === "guide" || promptReason.missing.wanted.some(({ kind }) => FETCHED_INPUTS.has(kind));

type OfferContext = Pick<Context, "connect" | "runLine" | "env">;

/** Without a key, offers to add a profile or to use the sandbox. Repeats until there is a key. */
export const offerWithoutKey = async (
  context: OfferContext,
  prompts: Prompts,
): Promise<"connected" | "sandbox"> => {
  for (;;) {
    if (await hasKey(context)) return "connected";
    const choice = await prompts.select(
      selectFrom("There is no API key yet. Start with", [
        {
          value: "sandbox",
          name: "the sandbox: a stand-in for Novu on this machine, no account needed",
          short: "the sandbox",
        },
        {
          value: "profile",
          name: "a profile: its key is asked for, checked with Novu and stored",
          short: "a profile",
        },
      ]),
    );
    if (choice === BACK) throw new Failure("E_INTERRUPTED", "stopped; nothing was sent");
    if (choice === "sandbox") return "sandbox";
    await addProfile(context, prompts);
  }
};

const hasKey = async ({ connect }: OfferContext): Promise<boolean> => {
  try {
    await connect();
    return true;
  } catch (error) {
    if (error instanceof Failure && error.code === "E_NO_KEY") return false;
    throw error;
  }
};

/** Asks for name and address; `profile add` itself asks for the key and checks it. */
const addProfile = async ({ runLine, env }: OfferContext, prompts: Prompts): Promise<void> => {
  const address = await askAddress(prompts);
  if (address === BACK) return;
  await runLine(["profile", "add", address.name, ...address.options, "--use"], env);
};

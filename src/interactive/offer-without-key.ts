import type { Context } from "../context/context.js";
import { Failure, type InputKind } from "../failures/failure.js";
import { BACK, type Prompts } from "../prompts/prompts.js";
import { askAddress } from "./address.js";
import type { PromptReason } from "./interact.js";
import { selectFrom } from "./wizard-context.js";

/** Questions that only Novu can help to answer. */
const ASKED_OF_NOVU: ReadonlySet<InputKind> = new Set(["subscriber", "message", "button"]);

export const needsKey = (promptReason: PromptReason): boolean =>
  promptReason.for === "guide" || promptReason.missing.wanted.some(({ kind }) => ASKED_OF_NOVU.has(kind));

type Needs = Pick<Context, "connect" | "runLine" | "env">;

/** Where there is no key: an offer to add a profile, or to go to the sandbox; until there is one. */
export const offerWithoutKey = async (context: Needs, prompts: Prompts): Promise<"connected" | "sandbox"> => {
  for (;;) {
    if (await hasKey(context)) return "connected";
    const way = await prompts.select(
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
    if (way === BACK) throw new Failure("E_INTERRUPTED", "stopped; nothing was sent");
    if (way === "sandbox") return "sandbox";
    await addProfile(context, prompts);
  }
};

const hasKey = async ({ connect }: Needs): Promise<boolean> => {
  try {
    await connect();
    return true;
  } catch (error) {
    if (error instanceof Failure && error.code === "E_NO_KEY") return false;
    throw error;
  }
};

/** Asks for name and address; `profile add` itself asks for the key and says what is wrong with it. */
const addProfile = async ({ runLine, env }: Needs, prompts: Prompts): Promise<void> => {
  const address = await askAddress(prompts);
  if (address === BACK) return;
  await runLine(["profile", "add", address.name, ...address.options, "--use"], env);
};

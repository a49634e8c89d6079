import type { ExitOnly } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { type ActionCondition, matchesCondition } from "../../model/action.js";
import type { ButtonSelector, MessageSelector } from "../../model/message.js";
import { resolveButton } from "./resolve/resolve-button.js";
import { resolveWithProgress } from "./resolve/resolve-message.js";

interface IsActionInput {
  readonly selector: MessageSelector;
  readonly condition: ActionCondition | ButtonSelector;
}

/** The exit code is the only result, for conditions in scripts. */
const run = async (
  context: Pick<Context, "connect" | "output">,
  { selector, condition }: IsActionInput,
): Promise<ExitOnly> => {
  const { novu } = await context.connect();
  const { found } = await resolveWithProgress(context, novu, selector, "with buttons");
  const { answer } = found.message;
  const word = typeof condition === "string" ? condition : resolveButton(condition, found.message);
  return { exitCode: matchesCondition(word, answer) ? 0 : 1 };
};

/** Not called: there is no result to show. */
const document = () => null;
const view = () => ({});

export const body = { run, document, view };

import type { BareExit } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { isSo } from "../../model/action.js";
import type { IsActionInput } from "./is.js";
import { resolveMessage } from "./resolve/resolve-message.js";

/** Answers with the exit code alone: a script asks, and has no use for words. */
export const run = async (
  context: Pick<Context, "connect" | "output">,
  { selector, condition }: IsActionInput,
): Promise<BareExit> => {
  const { novu } = await context.connect();
  const { found } = await resolveMessage(context, novu, selector, "clickable");
  return { exitCode: isSo(condition, found.message.answer) ? 0 : 1 };
};

/** Never asked for: there is no result to show. */
export const document = () => null;
export const view = () => ({});

import type { Context } from "../../context/context.js";
import { type ActionCondition, pressedButton } from "../../model/action.js";
import type { Answer, ButtonSelector, MessageSelector } from "../../model/message.js";
import { resolveButton } from "./resolve/resolve-button.js";
import { resolveWithProgress } from "./resolve/resolve-message.js";

/** A message without a status counts as “pending”: it has no answer yet. */
const matchesCondition = (condition: ActionCondition, answer: Answer): boolean => {
  const isDone = answer.status === "done";
  if (condition === "pending") return !isDone;
  return condition === "done" ? isDone : pressedButton(answer) === condition;
};

interface IsActionInput {
  readonly selector: MessageSelector;
  readonly condition: ActionCondition | ButtonSelector;
}

/** The exit code is the only result, for conditions in scripts. */
const run = async (
  context: Pick<Context, "connect" | "output">,
  { selector, condition }: IsActionInput,
): Promise<{ readonly exitCode: 0 | 1 }> => {
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

import { BUTTONS, type Button } from "../../model/action.js";
import type { Message } from "../../model/message.js";
import { BACK, type Choice } from "../../prompts/prompts.js";
import { type Answers, withValue } from "../answers.js";
import { type Asking, pickOf } from "../asking.js";
import type { Step } from "../walk.js";

/** Which button, by its label and state; one that the message lacks cannot be chosen. */
export const askButton =
  (asking: Asking): Step<Answers> =>
  async (answers) => {
    const message = answers.message ?? (await findMessage(asking, answers));
    const button = await asking.prompts.pick(pickOf("Button", choicesOf(message)));
    if (button === BACK) return BACK;
    const next = withValue(answers, "button", button);
    return message === undefined ? next : { ...next, message };
  };

/** A message that was typed as an id has not been seen yet. */
const findMessage = async ({ open, output }: Asking, answers: Answers): Promise<Message | undefined> => {
  const { subscriber, message } = answers.values;
  if (subscriber === undefined || message === undefined) return undefined;
  const { novu } = await open(answers);
  const search = await output.during("looking at the message", novu.findMessage(subscriber, message));
  return search.found?.message;
};

const choicesOf = (message: Message | undefined): Choice<Button>[] =>
  BUTTONS.map((value) => {
    const own = message?.buttons.find(({ type }) => type === value);
    if (message === undefined) return { value, name: value };
    if (own === undefined) return { value, name: value, disabled: "this message has no such button" };
    const state =
      message.slot.button === value && message.slot.status !== undefined ? ` · ${message.slot.status}` : "";
    return { value, name: `${value}: ${own.label}${state}` };
  });

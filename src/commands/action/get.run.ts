import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { actionOutputs } from "../../model/action-outputs.js";
import type { MessageSelector } from "../../model/message.js";
import { derivedFields } from "../../model/message-fields.js";
import type { View } from "../../output/view.js";
import { answerTable, describeAnswer, messageFieldList } from "../../views/answer-table.js";
import { hiddenText } from "../../views/hidden-messages.js";
import { locationText } from "../../views/location-text.js";
import { addRecentMessage } from "../remember.js";
import { resolveWithProgress, type ShownMessage } from "./resolve/resolve-message.js";

interface GetActionInput {
  readonly selector: MessageSelector;
}

/** Finds the message in lists: the API cannot return a single message (docs/novu-api.md, "Lists and finding a message"). */
const run = async (
  context: Pick<Context, "connect" | "output" | "recents">,
  { selector }: GetActionInput,
): Promise<Outcome<ShownMessage>> => {
  const { novu, connection: location } = await context.connect();
  const { found, subscriberId } = await resolveWithProgress(context, novu, selector, "with buttons");
  await addRecentMessage(context, subscriberId, found.message);
  const hidden = hiddenText(found.message);
  if (hidden !== undefined) await context.output.note(`this message is ${hidden}`);
  return { model: { ...found, subscriberId, location } };
};

const document = ({ document }: ShownMessage) => document;

const derived =
  ({ message, subscriberId }: ShownMessage) =>
  () =>
    derivedFields(message, subscriberId);

const view = ({ message, subscriberId, location }: ShownMessage): View => ({
  headline: {
    level: "info",
    text:
      message.buttons.length === 0
        ? "this message has no buttons"
        : `answer: ${describeAnswer({ ...message.answer, payload: undefined })}`,
    context: locationText(location),
  },
  title: [...(message.title === "" ? [] : [message.title]), `message ${message.id} for ${subscriberId}`],
  table: { ...answerTable(message), isOneItem: true },
  footer: messageFieldList(message),
});

const outputs = ({ message }: ShownMessage) => actionOutputs(message);

export const body = { run, document, view, derived, outputs };

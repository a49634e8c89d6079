import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { PlacedMessage } from "../../views/message-action-view.js";
import { messageView } from "../../views/message-view.js";
import { resolveMessage } from "../action/resolve/resolve-message.js";
import { remember } from "../remember.js";
import type { ShowMessageInput } from "./show.js";

export const run = async (
  context: Pick<Context, "connect" | "output" | "recents">,
  { selector }: ShowMessageInput,
): Promise<Outcome<PlacedMessage>> => {
  const { novu, facts } = await context.connect();
  const { found, subscriberId } = await resolveMessage(context, novu, selector, "any");
  await remember(context, subscriberId, found.message);
  return { model: { ...found, subscriberId, place: facts } };
};

export const document = ({ document }: PlacedMessage) => document;
export const view = messageView;

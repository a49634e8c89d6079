import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { actionOutputs } from "../../model/action-outputs.js";
import { messageActionView, type PlacedMessage } from "../../views/message-action-view.js";
import { remember } from "../remember.js";
import type { GetActionInput } from "./get.js";
import { resolveMessage } from "./resolve/resolve-message.js";

/** Finds one message in lists: no request reads a single one (docs/novu-api.md, "Lists and finding a message"). */
export const run = async (
  context: Pick<Context, "connect" | "output" | "recents">,
  { selector }: GetActionInput,
): Promise<Outcome<PlacedMessage>> => {
  const { novu, facts } = await context.connect();
  const { found, subscriberId } = await resolveMessage(context, novu, selector, "clickable");
  await remember(context, subscriberId, found.message);
  return { model: { ...found, subscriberId, place: facts } };
};

export const document = ({ document }: PlacedMessage) => document;
export const view = messageActionView;
export const outputs = ({ message }: PlacedMessage) => actionOutputs(message);

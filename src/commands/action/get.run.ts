import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { messageActionView, type PlacedMessage } from "../../views/message-action-view.js";
import type { GetActionInput } from "./get.js";
import { locateMessage } from "./locate-message.js";

/** Finds one message among the others; the API has no call for it (contract 4). */
export const run = async (
  { connect, output }: Pick<Context, "connect" | "output">,
  { selector }: GetActionInput,
): Promise<Outcome<PlacedMessage>> => {
  const { novu, facts } = await connect();
  const { found, subscriberId } = await locateMessage({ output }, novu, selector, "clickable");
  return { model: { ...found, subscriberId, place: facts } };
};

export const document = ({ document }: PlacedMessage) => document;
export const view = messageActionView;

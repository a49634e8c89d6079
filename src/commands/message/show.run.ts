import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { PlacedMessage } from "../../views/message-action-view.js";
import { messageView } from "../../views/message-view.js";
import { locateMessage } from "../action/locate-message.js";
import type { ShowMessageInput } from "./show.js";

export const run = async (
  { connect, output }: Pick<Context, "connect" | "output">,
  { selector }: ShowMessageInput,
): Promise<Outcome<PlacedMessage>> => {
  const { novu, facts } = await connect();
  const { found, subscriberId } = await locateMessage({ output }, novu, selector, "any");
  return { model: { ...found, subscriberId, place: facts } };
};

export const document = ({ document }: PlacedMessage) => document;
export const view = messageView;

import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { messageView, type ShownMessage } from "../../views/message-view.js";
import { resolveWithProgress } from "../action/resolve/resolve-message.js";
import { remember } from "../remember.js";
import type { ShowMessageInput } from "./show.js";

export const run = async (
  context: Pick<Context, "connect" | "output" | "recents">,
  { selector }: ShowMessageInput,
): Promise<Outcome<ShownMessage>> => {
  const { novu, facts: location } = await context.connect();
  const { found, subscriberId } = await resolveWithProgress(context, novu, selector, "any");
  await remember(context, subscriberId, found.message);
  return { model: { ...found, subscriberId, location } };
};

export const document = ({ document }: ShownMessage) => document;
export const view = messageView;

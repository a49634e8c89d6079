import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { messageActionView, type PlacedMessage } from "../../views/message-action-view.js";
import { counted } from "../counted.js";
import { findOrFail } from "./find-or-fail.js";
import type { GetActionInput } from "./get.js";

/** Finds one message among its subscriber's; the API has no call for it (contract 4). */
export const run = async (
  { connect, output, recents }: Pick<Context, "connect" | "output" | "recents">,
  { subscriberId, messageId }: GetActionInput,
): Promise<Outcome<PlacedMessage>> => {
  const { novu, facts } = await connect();
  const { found, pagesRead, itemsRead } = await output.during(
    "looking for the message",
    findOrFail(novu, subscriberId, messageId),
  );
  await output.note(`found after ${counted(pagesRead, "page")}, ${counted(itemsRead, "message")}`);
  if (output.isForPerson)
    await (await recents()).add({
      subscriberId,
      message: { subscriberId, messageId, title: found.message.title },
    });
  return { model: { ...found, subscriberId, place: facts } };
};

export const document = ({ document }: PlacedMessage) => document;
export const view = messageActionView;

import type { Context } from "../context/context.js";
import type { Message } from "../model/message.js";

/** Keeps a message among the recent ones, to be offered again; only for a person, who is at a terminal. */
export const remember = async (
  { output, recents }: Pick<Context, "output" | "recents">,
  subscriberId: string,
  { id: messageId, title }: Message,
): Promise<void> => {
  if (!output.isForPerson || messageId === undefined) return;
  await (await recents()).add({ subscriberId, message: { subscriberId, messageId, title } });
};

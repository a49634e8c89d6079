import type { Context } from "../context/context.js";
import type { Message } from "../model/message.js";

/** Adds a message to the recent ones, which completion offers; at a terminal only. */
export const addRecentMessage = async (
  { output, recents }: Pick<Context, "output" | "recents">,
  subscriberId: string,
  { id: messageId, title }: Message,
): Promise<void> => {
  if (!output.isForPerson || messageId === undefined) return;
  await (await recents()).add({ subscriberId, message: { subscriberId, messageId, title } });
};

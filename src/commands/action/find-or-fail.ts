import { Failure } from "../../failure/failure.js";
import type { MessageDocument } from "../../novu/actions.js";
import type { Novu } from "../../novu/novu.js";

export interface FoundMessage {
  readonly found: MessageDocument;
  readonly pagesRead: number;
  readonly itemsRead: number;
}

/** The message, and how much was read to find it. @throws Failure E_MESSAGE */
export const findOrFail = async (
  novu: Pick<Novu, "findMessage">,
  subscriberId: string,
  messageId: string,
): Promise<FoundMessage> => {
  const { found, pagesRead, itemsRead } = await novu.findMessage(subscriberId, messageId);
  if (found !== undefined) return { found, pagesRead, itemsRead };
  throw new Failure("E_MESSAGE", `subscriber "${subscriberId}" has no message ${messageId}`, {
    hint: [
      `Looked at ${counted(itemsRead, "message")} on ${counted(pagesRead, "page")}, down to when the id was made.`,
      "It may have been deleted, or belong to another subscriber or environment.",
    ],
    next: [{ command: "novu-msg whoami", when: "to see which environment this key opens" }],
    sent: "yes",
    details: { pagesRead, messagesRead: itemsRead },
  });
};

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

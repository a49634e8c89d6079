import { Failure } from "../../failure/failure.js";
import type { MessageDocument } from "../../novu/actions.js";
import type { Novu } from "../../novu/novu.js";
import { counted } from "../counted.js";

export interface FoundMessage {
  readonly found: MessageDocument;
  readonly pagesRead: number;
  readonly itemsRead: number;
}

/** The message, and how much was read to find it. @throws Failure E_MESSAGE, E_SEARCH */
export const findOrFail = async (
  novu: Pick<Novu, "findMessage">,
  subscriberId: string,
  messageId: string,
): Promise<FoundMessage> => {
  const { found, pagesRead, itemsRead, gaveUp } = await novu.findMessage(subscriberId, messageId);
  if (found !== undefined) return { found, pagesRead, itemsRead };
  if (gaveUp) {
    throw new Failure(
      "E_SEARCH",
      `gave up looking for message ${messageId} after ${counted(pagesRead, "page")}`,
      {
        hint: [
          "The server's list does not get older from page to page, so the message may or may not exist.",
        ],
        sent: "yes",
        details: { pagesRead, messagesRead: itemsRead },
      },
    );
  }
  throw new Failure("E_MESSAGE", `subscriber "${subscriberId}" has no message ${messageId}`, {
    hint: [
      `Looked at ${counted(itemsRead, "message")} on ${counted(pagesRead, "page")}, down to when the id was made.`,
      "It may have been deleted, or belong to another subscriber or environment.",
    ],
    next: [{ words: ["novu-msg", "whoami"], when: "to see which environment this key opens" }],
    sent: "yes",
    details: { pagesRead, messagesRead: itemsRead },
  });
};

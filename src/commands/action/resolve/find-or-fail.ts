import { Failure } from "../../../failures/failure.js";
import type { MessageDocument } from "../../../novu/actions.js";
import type { Novu } from "../../../novu/novu.js";
import { counted } from "../../../views/counted.js";

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
  const { found, ofSameEvent, pagesRead, itemsRead, gaveUp } = await novu.findMessage(
    subscriberId,
    messageId,
  );
  if (found !== undefined) return { found, pagesRead, itemsRead };
  if (ofSameEvent !== undefined) throw eventNotMessage(messageId, ofSameEvent);
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

/** Both ids have 24 digits, and Novu's dashboard shows the event's. */
export const eventNotMessage = (notificationId: string, { message }: MessageDocument): Failure =>
  new Failure("E_MESSAGE", `${notificationId} is the id of an event, not of a message`, {
    hint: [
      `It is the _notificationId of message ${message.id}${message.title === "" ? "" : `, "${message.title}"`}.`,
      "Nothing was changed.",
    ],
    correction: message.id === undefined ? undefined : { wrong: notificationId, right: message.id },
    sent: "no",
  });

import { Failure } from "../../../failures/failure.js";
import type { MessageDocument } from "../../../model/message.js";
import type { MessageSearchResult } from "../../../novu/messages.js";
import { counted } from "../../../views/counted.js";

const WHOAMI = { words: ["novu-msg", "whoami"], when: "to see which environment this key opens" };

/** Novu's response is the same for an unknown transaction and for one without in-app messages. */
export const emptyTransaction = (transactionId: string, subscriberId: string | undefined): Failure =>
  new Failure(
    "E_MESSAGE",
    `no in-app message ${subscriberId === undefined ? "" : `of subscriber "${subscriberId}" `}has transaction "${transactionId}"`,
    {
      hint: [
        "It may not be delivered yet, have no in-app step, or belong to another environment. Nothing was changed.",
      ],
      next: [WHOAMI],
      sent: "yes",
    },
  );

const MAX_SHOWN = 5;

/** A trigger can make a message for each of many subscribers, or several for one. */
export const ambiguousTransaction = (
  transactionId: string,
  messages: readonly MessageDocument[],
  hasMore: boolean,
  subscriberId: string | undefined,
): Failure => {
  const count = `${hasMore ? "at least " : ""}${messages.length}`;
  const shown = messages.slice(0, MAX_SHOWN);
  return new Failure("E_AMBIGUOUS", `transaction "${transactionId}" has ${count} in-app messages`, {
    hint: [
      "One of them has to be named. Nothing was changed.",
      ...(shown.length < messages.length ? [`The newest ${shown.length} of them:`] : []),
    ],
    alternatives: shown.map(({ message }) => ({
      without: ["--transaction"],
      words: [
        // A given subscriber is already part of the command line.
        ...(subscriberId === undefined ? words("--subscriber", message.subscriberId) : []),
        ...words("--message", message.id),
      ],
      ...(message.title === "" ? {} : { when: message.title }),
    })),
    next: [
      {
        words: ["novu-msg", "message", "list", "--transaction", transactionId, "--all"],
        when: "to see all of them",
      },
    ],
    details: {
      candidates: messages.map(({ message }) => ({
        subscriberId: message.subscriberId ?? null,
        messageId: message.id ?? null,
        title: message.title,
      })),
    },
  });
};

const words = (option: string, value: string | undefined): string[] =>
  value === undefined ? [] : [option, value];

export const noLatestMessage = (subscriberId: string, messagesRead: number): Failure =>
  messagesRead === 0
    ? new Failure("E_MESSAGE", `subscriber "${subscriberId}" has no in-app message`, {
        hint: ["Nothing was changed."],
        next: [WHOAMI],
        sent: "yes",
      })
    : new Failure("E_MESSAGE", `subscriber "${subscriberId}" has no message with buttons`, {
        hint: [`Looked at the newest ${counted(messagesRead, "message")}. Nothing was changed.`],
        next: [{ words: ["novu-msg", "message", "list", "--subscriber", subscriberId], when: "to see them" }],
        sent: "yes",
      });

/** A list still has the messages of a deleted subscriber, but without their owner. */
export const unknownOwner = (messageId: string | undefined): Failure =>
  new Failure("E_ANSWER", `Novu does not tell whose message ${messageId ?? "this"} is`, {
    hint: ["The subscriber may have been deleted. If you know the id, give it with --subscriber."],
    sent: "yes",
  });

/** For a search by id that ended without the message. */
export const messageNotFound = (
  subscriberId: string,
  messageId: string,
  { ofSameEvent, gaveUp, pagesRead, itemsRead }: MessageSearchResult,
): Failure => {
  if (ofSameEvent !== undefined) return eventNotMessage(messageId, ofSameEvent);
  const details = { pagesRead, messagesRead: itemsRead };
  if (gaveUp) {
    return new Failure(
      "E_SEARCH",
      `gave up looking for message ${messageId} after ${counted(pagesRead, "page")}`,
      {
        hint: [
          "The server's list does not get older from page to page, so the message may or may not exist.",
        ],
        sent: "yes",
        details,
      },
    );
  }
  return new Failure("E_MESSAGE", `subscriber "${subscriberId}" has no message ${messageId}`, {
    hint: [
      `Looked at ${counted(itemsRead, "message")} on ${counted(pagesRead, "page")}, down to when the id was made.`,
      "It may have been deleted, or belong to another subscriber or environment.",
    ],
    next: [WHOAMI],
    sent: "yes",
    details,
  });
};

/** The ID is that of the event that created the message: both have 24 digits, and Novu's dashboard shows that of the event. */
export const eventNotMessage = (notificationId: string, { message }: MessageDocument): Failure =>
  new Failure("E_MESSAGE", `${notificationId} is the id of an event, not of a message`, {
    hint: [
      `It is the _notificationId of message ${message.id}${message.title === "" ? "" : `, "${message.title}"`}.`,
      "Nothing was changed.",
    ],
    correction: message.id === undefined ? undefined : { wrong: notificationId, right: message.id },
    sent: "no",
  });

/**
 * For a subscriber id that is Novu's own `_id` of the subscriber; its dashboard shows both ids.
 * @param cause the failure of reading this subscriber's messages
 */
export const internalSubscriberId = (cause: Failure, given: string, subscriberId: string): Failure =>
  new Failure(cause.code, `"${given}" is Novu's own _id of subscriber "${subscriberId}"`, {
    ...cause.info,
    hint: ["What is wanted is the subscriberId, which your own system gave. Nothing was changed."],
    correction: { wrong: given, right: subscriberId },
    next: [],
  });

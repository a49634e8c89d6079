import { Failure } from "../../../failures/failure.js";
import type { MessageDocument } from "../../../novu/actions.js";
import { counted } from "../../../views/counted.js";

const WHOAMI = { words: ["novu-msg", "whoami"], when: "to see which environment this key opens" };

/** Novu does not tell a transaction it does not know from one without messages. */
export const withoutTransaction = (transactionId: string, subscriberId: string | undefined): Failure =>
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

/** As many as can be read at a glance. */
const MOST_SHOWN = 5;

/** A trigger can make a message for each of many subscribers, or several for one. */
export const ambiguousTransaction = (
  transactionId: string,
  messages: readonly MessageDocument[],
  hasMore: boolean,
  subscriberId: string | undefined,
): Failure => {
  const count = `${hasMore ? "at least " : ""}${messages.length}`;
  const shown = messages.slice(0, MOST_SHOWN);
  return new Failure("E_AMBIGUOUS", `transaction "${transactionId}" has ${count} in-app messages`, {
    hint: [
      "One of them has to be named. Nothing was changed.",
      ...(shown.length < messages.length ? [`The newest ${shown.length} of them:`] : []),
    ],
    alternatives: shown.map(({ message }) => ({
      without: ["--transaction"],
      words: [
        // One that was given, by place or by flag, stands in the line already.
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

export const nothingLatest = (subscriberId: string, messagesRead: number): Failure =>
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

/** The list gives a message of a subscriber who was deleted, but not whose it was. */
export const withoutOwner = (messageId: string | undefined): Failure =>
  new Failure("E_ANSWER", `Novu does not tell whose message ${messageId ?? "this"} is`, {
    hint: ["The subscriber may have been deleted. If you know the id, give it with --subscriber."],
    sent: "yes",
  });

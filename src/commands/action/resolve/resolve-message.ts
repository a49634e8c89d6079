import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import type { JsonObject } from "../../../model/json.js";
import type { Message, MessageDocument, MessageSelector } from "../../../model/message.js";
import { isMessageId } from "../../../model/message-id.js";
import type { MessagePage, MessageReader, MessageSearchResult } from "../../../novu/messages.js";
import { counted } from "../../../views/counted.js";
import type { ConnectionLocation } from "../../../views/location-text.js";

interface ResolvedMessage {
  readonly found: MessageDocument;
  readonly subscriberId: string;
  readonly messageId: string;
  /** How it was found, if the user may want to know. */
  readonly note?: string;
}

/** A message as `action get` and `message show` show it, with its subscriber and the connection it was read from. */
export interface ShownMessage {
  readonly document: JsonObject;
  readonly message: Message;
  readonly subscriberId: string;
  readonly location: ConnectionLocation;
}

export interface ResolveOptions {
  /** Which messages count for `latest`. */
  readonly candidates: "any" | "with buttons";
  /** Whether to send another request for a better hint. */
  readonly isForPerson: boolean;
}

type Selector<By extends MessageSelector["by"]> = Extract<MessageSelector, { by: By }>;

const WHOAMI = { words: ["novu-msg", "whoami"], when: "to see which environment this key belongs to" };

/** Resolves a message and shows the progress and the note. @throws Failure of `resolveMessage` */
export const resolveWithProgress = async (
  { output }: { readonly output: Pick<Context["output"], "isForPerson" | "note" | "during"> },
  reader: MessageReader,
  selector: MessageSelector,
  among: ResolveOptions["candidates"],
): Promise<ResolvedMessage> => {
  const { isForPerson } = output;
  const resolved = await output.during(
    "looking for the message",
    resolveMessage(reader, selector, { candidates: among, isForPerson }),
  );
  if (resolved.note !== undefined) await output.note(resolved.note);
  return resolved;
};

/**
 * Reads the message that the selector names.
 * @throws Failure E_MESSAGE, E_SUBSCRIBER, E_AMBIGUOUS, E_SEARCH and those of reading
 */
export const resolveMessage = async (
  reader: MessageReader,
  selector: MessageSelector,
  { candidates, isForPerson }: ResolveOptions,
): Promise<ResolvedMessage> => {
  if (selector.by === "id") return findById(reader, selector);
  if (selector.by === "transaction") return findByTransaction(reader, selector, isForPerson);
  return findLatest(reader, selector, candidates);
};

/** @throws Failure E_MESSAGE, E_SUBSCRIBER, E_SEARCH */
export const findById = async (
  reader: Pick<MessageReader, "findMessage">,
  { subscriberId, messageId }: Omit<Selector<"id">, "by">,
): Promise<ResolvedMessage> => {
  const search = await reader.findMessage(subscriberId, messageId);
  const { found, pagesRead, itemsRead } = search;
  if (found === undefined) throw messageNotFound(subscriberId, messageId, search);
  const resolved = { found, subscriberId, messageId };
  if (pagesRead === 1) return resolved;
  return { ...resolved, note: `found after ${counted(pagesRead, "page")}, ${counted(itemsRead, "message")}` };
};

/** More candidates than are useful in an error message. */
const MAX_CANDIDATES = 20;

const findByTransaction = async (
  reader: MessageReader,
  { transactionId, subscriberId }: Selector<"transaction">,
  isForPerson: boolean,
): Promise<ResolvedMessage> => {
  const query = { transactionIds: [transactionId], pageSize: MAX_CANDIDATES };
  const { messages, hasMore } = await firstPage(reader.messagePages({ ...query, subscriberId })).catch(
    async (error: unknown) => {
      if (!isForPerson || subscriberId === undefined) throw error;
      throw await withRightSubscriber(error, subscriberId, () => firstPage(reader.messagePages(query)));
    },
  );
  const [found] = messages;
  if (found === undefined) throw emptyTransaction(transactionId, subscriberId);
  if (messages.length > 1) throw ambiguousTransaction(transactionId, messages, hasMore, subscriberId);
  return withOwner(found, subscriberId);
};

/** Enough for five thousand messages without a button. */
const MAX_PAGES = 100;
const LATEST_PAGE_SIZE = 50;

const findLatest = async (
  reader: MessageReader,
  { subscriberId }: Selector<"latest">,
  among: ResolveOptions["candidates"],
): Promise<ResolvedMessage> => {
  const isAny = among === "any";
  let pagesRead = 0;
  let messagesRead = 0;
  for await (const { messages } of reader.messagePages({
    subscriberId,
    pageSize: isAny ? 1 : LATEST_PAGE_SIZE,
  })) {
    pagesRead += 1;
    messagesRead += messages.length;
    const found = messages.find(({ message }) => isAny || message.buttons.length > 0);
    if (found !== undefined) {
      const note = `newest message${isAny ? "" : " with buttons"}: ${describe(found)}`;
      return { ...withOwner(found, subscriberId), note };
    }
    if (pagesRead === MAX_PAGES) break;
  }
  throw noLatestMessage(subscriberId, messagesRead);
};

const describe = ({ message }: MessageDocument): string =>
  message.title === "" ? `message ${message.id}` : `"${message.title}", message ${message.id}`;

/** @throws Failure E_ANSWER */
const withOwner = (found: MessageDocument, subscriberId: string | undefined): ResolvedMessage => {
  const owner = subscriberId ?? found.message.subscriberId;
  const { id: messageId } = found.message;
  if (owner === undefined || messageId === undefined) throw unknownOwner(messageId);
  return { found, subscriberId: owner, messageId };
};

const firstPage = async (pages: AsyncIterable<MessagePage>): Promise<MessagePage> => {
  for await (const page of pages) return page;
  return { messages: [], hasMore: false };
};

/** The failure to show for an unknown subscriber: names the right id if the given one is the internal one. */
const withRightSubscriber = async (
  error: unknown,
  subscriberId: string,
  readAnyOwner: () => Promise<MessagePage>,
): Promise<unknown> => {
  if (!(error instanceof Failure) || error.code !== "E_SUBSCRIBER" || !isMessageId(subscriberId))
    return error;
  const page = await readAnyOwner().catch(() => undefined); // The first failure is the one to show.
  const match = page?.messages.find(({ document }) => document._subscriberId === subscriberId.toLowerCase());
  const right = match?.message.subscriberId;
  return right === undefined ? error : internalSubscriberId(error, subscriberId, right);
};

/** Novu's response is the same for an unknown transaction and for one without in-app messages. */
export const emptyTransaction = (transactionId: string, subscriberId: string | undefined): Failure =>
  new Failure(
    "E_MESSAGE",
    `no in-app message ${subscriberId === undefined ? "" : `of subscriber "${subscriberId}" `}has transaction "${transactionId}"`,
    {
      hint: [
        "It may not be delivered yet, have no in-app step, or be in another environment. Nothing was changed.",
      ],
      next: [WHOAMI],
      sent: "yes",
    },
  );

const MAX_SHOWN = 5;

/** A trigger can make a message for each of many subscribers, or several for one. */
const ambiguousTransaction = (
  transactionId: string,
  messages: readonly MessageDocument[],
  hasMore: boolean,
  subscriberId: string | undefined,
): Failure => {
  const count = `${hasMore ? "at least " : ""}${messages.length}`;
  const shown = messages.slice(0, MAX_SHOWN);
  return new Failure("E_AMBIGUOUS", `transaction "${transactionId}" has ${count} in-app messages`, {
    hint: [
      "Choose one of them. Nothing was changed.",
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

const noLatestMessage = (subscriberId: string, messagesRead: number): Failure =>
  messagesRead === 0
    ? new Failure("E_MESSAGE", `subscriber "${subscriberId}" has no in-app message`, {
        hint: ["Nothing was changed."],
        next: [WHOAMI],
        sent: "yes",
      })
    : new Failure("E_MESSAGE", `subscriber "${subscriberId}" has no message with buttons`, {
        hint: [`Searched the newest ${counted(messagesRead, "message")}. Nothing was changed.`],
        next: [{ words: ["novu-msg", "message", "list", "--subscriber", subscriberId], when: "to see them" }],
        sent: "yes",
      });

/** A list still has the messages of a deleted subscriber, but without their owner. */
const unknownOwner = (messageId: string | undefined): Failure =>
  new Failure("E_ANSWER", `Novu doesn't say which subscriber message ${messageId ?? "this"} belongs to`, {
    hint: ["The subscriber may have been deleted. If you know their ID, use --subscriber."],
    sent: "yes",
  });

/** For a search by id that ended without the message. */
const messageNotFound = (
  subscriberId: string,
  messageId: string,
  { ofSameEvent, gaveUp, pagesRead, itemsRead }: MessageSearchResult,
): Failure => {
  if (ofSameEvent !== undefined) return eventNotMessage(messageId, ofSameEvent);
  const details = { pagesRead, messagesRead: itemsRead };
  if (gaveUp) {
    return new Failure("E_SEARCH", `message ${messageId} not found in ${counted(pagesRead, "page")}`, {
      hint: ["The server's pages aren't sorted by time, so the message may still exist."],
      sent: "yes",
      details,
    });
  }
  return new Failure("E_MESSAGE", `subscriber "${subscriberId}" has no message ${messageId}`, {
    hint: [
      itemsRead === 0
        ? "The subscriber has no message from when this ID was created."
        : `Searched ${counted(itemsRead, "message")} on ${counted(pagesRead, "page")}, back to when this ID was created.`,
      "It may have been deleted, or belong to another subscriber or environment.",
    ],
    next: [WHOAMI],
    sent: "yes",
    details,
  });
};

/** The ID is that of the event that created the message: both have 24 digits, and Novu's dashboard shows that of the event. */
export const eventNotMessage = (notificationId: string, { message }: MessageDocument): Failure =>
  new Failure("E_MESSAGE", `${notificationId} is the ID of an event, not of a message`, {
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
const internalSubscriberId = (cause: Failure, given: string, subscriberId: string): Failure =>
  new Failure(cause.code, `"${given}" is Novu's internal _id of subscriber "${subscriberId}"`, {
    ...cause.info,
    hint: ["Use the subscriberId, which your own system chose. Nothing was changed."],
    correction: { wrong: given, right: subscriberId },
    next: [],
  });

import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import type { JsonObject } from "../../../model/json.js";
import type { Message, MessageDocument, MessageSelector } from "../../../model/message.js";
import { isMessageId } from "../../../model/message-id.js";
import type { MessagePage, MessageReader } from "../../../novu/messages.js";
import { counted } from "../../../views/counted.js";
import type { ConnectionLocation } from "../../../views/location-text.js";
import {
  ambiguousTransaction,
  emptyTransaction,
  internalSubscriberId,
  messageNotFound,
  noLatestMessage,
  unknownOwner,
} from "./resolve-failures.js";

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
  const note = `found after ${counted(pagesRead, "page")}, ${counted(itemsRead, "message")}`;
  return { found, subscriberId, messageId, note };
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
      const note = `the latest one${isAny ? "" : " with buttons"} is ${describe(found)}`;
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

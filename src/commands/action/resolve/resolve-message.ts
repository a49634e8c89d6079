import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import type { MessageSelector } from "../../../model/message.js";
import { isMessageId } from "../../../model/message-id.js";
import type { MessageDocument } from "../../../novu/actions.js";
import type { MessagePage } from "../../../novu/message-pages.js";
import type { Novu } from "../../../novu/novu.js";
import { counted } from "../../../views/counted.js";
import { ambiguousTransaction, nothingLatest, withoutOwner, withoutTransaction } from "./address-failures.js";
import { findOrFail } from "./find-or-fail.js";

/** One message that was read, and whose it is. */
export interface ResolvedMessage {
  readonly found: MessageDocument;
  readonly subscriberId: string;
  readonly messageId: string;
}

interface Needs {
  readonly output: Pick<Context["output"], "isForPerson" | "note" | "during">;
}
type Calls = Pick<Novu, "findMessage" | "messagePages">;
type Selector<By extends MessageSelector["by"]> = Extract<MessageSelector, { by: By }>;

/**
 * Reads the one message that the selector means.
 * @param among `clickable` looks for the latest one that has buttons
 * @throws Failure E_MESSAGE, E_SUBSCRIBER, E_AMBIGUOUS, E_SEARCH
 */
export const resolveMessage = async (
  { output }: Needs,
  novu: Calls,
  selector: MessageSelector,
  among: "any" | "clickable",
): Promise<ResolvedMessage> => {
  const looking = () => {
    if (selector.by === "id") return byId(output, novu, selector);
    if (selector.by === "transaction") return byTransaction(output, novu, selector);
    return latest(output, novu, selector, among);
  };
  return output.during("looking for the message", looking());
};

type Output = Needs["output"];

const byId = async (
  output: Output,
  novu: Calls,
  { subscriberId, messageId }: Selector<"id">,
): Promise<ResolvedMessage> => {
  const { found, pagesRead, itemsRead } = await findOrFail(novu, subscriberId, messageId);
  await output.note(`found after ${counted(pagesRead, "page")}, ${counted(itemsRead, "message")}`);
  return { found, subscriberId, messageId };
};

/** More are of no use: nobody reads a longer list of candidates. */
const CANDIDATES = 20;

const byTransaction = async (
  output: Output,
  novu: Calls,
  { transactionId, subscriberId }: Selector<"transaction">,
): Promise<ResolvedMessage> => {
  const ofTransaction = { transactionIds: [transactionId], pageSize: CANDIDATES };
  const { messages, hasMore } = await firstPage(novu.messagePages({ ...ofTransaction, subscriberId })).catch(
    async (error: unknown) => {
      // Another request, for the sake of a hint, is made for a person only.
      if (!output.isForPerson || subscriberId === undefined) throw error;
      throw await withRightSubscriber(error, subscriberId, () => firstPage(novu.messagePages(ofTransaction)));
    },
  );
  const [found] = messages;
  if (found === undefined) throw withoutTransaction(transactionId, subscriberId);
  if (messages.length > 1) throw ambiguousTransaction(transactionId, messages, hasMore, subscriberId);
  return located(found, subscriberId);
};

/** Enough for five thousand messages without a button. */
const MOST_PAGES = 100;
const LATEST_PAGE_SIZE = 50;

const latest = async (
  output: Output,
  novu: Calls,
  { subscriberId }: Selector<"latest">,
  among: "any" | "clickable",
): Promise<ResolvedMessage> => {
  const isWanted = ({ message }: MessageDocument) => among === "any" || message.buttons.length > 0;
  let pagesRead = 0;
  let messagesRead = 0;
  for await (const { messages } of novu.messagePages({
    subscriberId,
    pageSize: among === "any" ? 1 : LATEST_PAGE_SIZE,
  })) {
    pagesRead += 1;
    messagesRead += messages.length;
    const found = messages.find(isWanted);
    if (found !== undefined) {
      await output.note(`the latest one${among === "any" ? "" : " with buttons"} is ${describe(found)}`);
      return located(found, subscriberId);
    }
    if (pagesRead === MOST_PAGES) break;
  }
  throw nothingLatest(subscriberId, messagesRead);
};

const describe = ({ message }: MessageDocument): string =>
  message.title === "" ? `message ${message.id}` : `"${message.title}", message ${message.id}`;

const located = (found: MessageDocument, subscriberId: string | undefined): ResolvedMessage => {
  const owner = subscriberId ?? found.message.subscriberId;
  const { id: messageId } = found.message;
  if (owner === undefined || messageId === undefined) throw withoutOwner(messageId);
  return { found, subscriberId: owner, messageId };
};

const firstPage = async (pages: AsyncIterable<MessagePage>): Promise<MessagePage> => {
  for await (const page of pages) return page;
  return { messages: [], hasMore: false };
};

/**
 * The same failure; where the unknown subscriber turns out to be Novu's own `_id` of somebody whose message
 * is at hand, with the id that is wanted. Novu's dashboard shows both.
 */
const withRightSubscriber = async (
  error: unknown,
  subscriberId: string,
  lookAgain: () => Promise<MessagePage>,
): Promise<unknown> => {
  if (!(error instanceof Failure) || error.code !== "E_SUBSCRIBER" || !isMessageId(subscriberId))
    return error;
  const page = await lookAgain().catch(() => undefined); // The first failure is the one to tell.
  const own = page?.messages.find(({ document }) => document._subscriberId === subscriberId.toLowerCase());
  const right = own?.message.subscriberId;
  if (right === undefined) return error;
  return new Failure(error.code, `"${subscriberId}" is Novu's own _id of subscriber "${right}"`, {
    ...error.info,
    hint: ["What is wanted is the subscriberId, which your own system gave. Nothing was changed."],
    correction: { wrong: subscriberId, right },
    next: [],
  });
};

import type { Epilogue, InParts } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { hasFilter } from "../../model/message-filter.js";
import type { MessageDocument } from "../../novu/actions.js";
import { quoteLine } from "../../processes/quote.js";
import { type MessageList, messageListDocument, messageListView } from "../../views/message-list-view.js";
import { pasteable } from "../../views/pasteable.js";
import { eachDuring } from "../each-during.js";
import type { ListMessagesInput } from "./list.js";
import { selectMessages } from "./select-messages.js";

type Needs = Pick<Context, "connect" | "output" | "now" | "lineWith">;

/** Lists messages as they are read; filters that Novu lacks are applied here (ADR 0011). */
export const run = async (
  { connect, output, now, lineWith }: Needs,
  input: ListMessagesInput,
): Promise<InParts<MessageList>> => {
  const { novu, facts } = await connect();
  const { subscriberId, transactionIds, before, filter, limit } = input;
  const pages = novu.messagePages({ subscriberId, transactionIds, before, pageSize: pageSizeFor(input) });
  const picked = selectMessages(pages, { filter, since: sinceTime(input, now()), limit });
  const end: { last: string | undefined; hasMore: boolean } = { last: undefined, hasMore: false };
  const listOf = (messages: readonly MessageDocument[], isWhole: boolean): MessageList => ({
    messages,
    asked: input,
    place: facts,
    isWhole,
  });

  async function* parts(): AsyncIterable<MessageList> {
    for await (const { messages, hasMore } of eachDuring(output, "reading messages", picked)) {
      end.hasMore = hasMore;
      end.last = messages.at(-1)?.message.id ?? end.last;
      if (messages.length > 0) yield listOf(messages, false);
    }
  }

  return {
    parts: parts(),
    whole: (lists) =>
      listOf(
        lists.flatMap(({ messages }) => messages),
        true,
      ),
    epilogue: () =>
      end.hasMore && end.last !== undefined
        ? offering(
            "for older ones:",
            lineWith("--before", end.last) ?? pasteable(quoteLine(["--before", end.last])),
          )
        : undefined,
  };
};

/** Nothing where the line cannot be shown: the ids are the server's. */
const offering = (text: string, command: Epilogue["command"]): Epilogue | undefined =>
  command === undefined ? undefined : { text, command };

const PAGE_SIZE = 100;

/** No more than is wanted, where every message that is read is one that is shown. */
const pageSizeFor = ({ filter, limit = PAGE_SIZE }: ListMessagesInput): number =>
  hasFilter(filter) ? PAGE_SIZE : Math.min(limit, PAGE_SIZE);

const sinceTime = ({ since }: ListMessagesInput, now: number): number | undefined => {
  if (since === undefined) return undefined;
  return "atMs" in since ? since.atMs : now - since.agoMs;
};

export const document = messageListDocument;
export const view = messageListView;

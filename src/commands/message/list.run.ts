import type { Epilogue, StreamedResult } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { buttonsText } from "../../model/buttons.js";
import type { JsonValue } from "../../model/json.js";
import type { Message, MessageDocument } from "../../model/message.js";
import { hasFilter, type MessageFilter, matchesFilter } from "../../model/message-filter.js";
import type { MessagePage } from "../../novu/messages.js";
import type { Cell, View } from "../../output/view.js";
import { quoteLine } from "../../processes/quote.js";
import { textOrNone, timeOrNone } from "../../views/cells.js";
import { counted } from "../../views/counted.js";
import { type ConnectionLocation, locationText } from "../../views/location-text.js";
import { pasteable } from "../../views/pasteable.js";
import { eachDuring } from "../each-during.js";

interface ListMessagesInput {
  readonly subscriberId: string | undefined;
  readonly transactionIds: readonly string[];
  readonly filter: MessageFilter;
  readonly since: { readonly agoMs: number } | { readonly atMs: number } | undefined;
  /** Undefined for no limit. */
  readonly limit: number | undefined;
  readonly before: string | undefined;
}

interface MessageList {
  readonly messages: readonly MessageDocument[];
  readonly asked: ListMessagesInput;
  readonly location: ConnectionLocation;
  /** False for a part that is shown as it arrives. */
  readonly isWhole: boolean;
}

type ListContext = Pick<Context, "connect" | "output" | "now" | "lineWith">;

/** Lists messages as they are read; filters that Novu lacks are applied here (ADR 0011). */
const run = async (
  { connect, output, now, lineWith }: ListContext,
  input: ListMessagesInput,
): Promise<StreamedResult<MessageList>> => {
  const { novu, connection } = await connect();
  const { subscriberId, transactionIds, before } = input;
  const pages = novu.messagePages({ subscriberId, transactionIds, before, pageSize: pageSizeFor(input) });
  const selected = selectMessages(pages, input, sinceTime(input, now()));
  const end: { last: string | undefined; hasMore: boolean } = { last: undefined, hasMore: false };
  const listOf = (messages: readonly MessageDocument[], isWhole: boolean): MessageList => ({
    messages,
    asked: input,
    location: connection,
    isWhole,
  });

  async function* parts(): AsyncIterable<MessageList> {
    for await (const { messages, hasMore } of eachDuring(output, "reading messages", selected)) {
      end.hasMore = hasMore;
      end.last = messages.at(-1)?.message.id ?? end.last;
      if (messages.length > 0) yield listOf(messages, false);
    }
  }

  return {
    chunks: parts(),
    whole: (lists) =>
      listOf(
        lists.flatMap(({ messages }) => messages),
        true,
      ),
    epilogue: () => (end.hasMore ? nextPage(end.last, lineWith) : undefined),
  };
};

/** Undefined if the command cannot be shown: IDs come from the server and may be unsafe to paste. */
const nextPage = (last: string | undefined, lineWith: ListContext["lineWith"]): Epilogue | undefined => {
  if (last === undefined) return undefined;
  const command = lineWith("--before", last) ?? pasteable(quoteLine(["--before", last]));
  return command === undefined ? undefined : { text: "for older ones:", command };
};

const PAGE_SIZE = 100;

/** Without a filter every message is shown, so no more are requested than the limit. */
const pageSizeFor = ({ filter, limit = PAGE_SIZE }: ListMessagesInput): number =>
  hasFilter(filter) ? PAGE_SIZE : Math.min(limit, PAGE_SIZE);

const sinceTime = ({ since }: ListMessagesInput, now: number): number | undefined => {
  if (since === undefined) return undefined;
  return "atMs" in since ? since.atMs : now - since.agoMs;
};

/**
 * Filters a list that is newest first; reads no more pages than the selection needs.
 * @param since the oldest creation time, ms since the epoch
 */
async function* selectMessages(
  pages: AsyncIterable<MessagePage>,
  { filter, limit = Number.POSITIVE_INFINITY }: ListMessagesInput,
  since: number | undefined,
): AsyncIterable<MessagePage> {
  let wanted = limit;
  for await (const { messages, hasMore } of pages) {
    const recent = since === undefined ? messages : untilOlder(messages, since);
    const isOver = recent.length < messages.length;
    const matching = recent.filter(({ message }) => matchesFilter(filter, message));
    const taken = matching.slice(0, wanted);
    wanted -= taken.length;
    yield { messages: taken, hasMore: taken.length < matching.length || (hasMore && !isOver) };
    if (isOver || wanted === 0) return;
  }
}

/** The list is newest first, so it ends at the first message that is too old. */
const untilOlder = (messages: readonly MessageDocument[], since: number): readonly MessageDocument[] => {
  const end = messages.findIndex(({ message }) => Date.parse(message.createdAt ?? "") < since);
  return end < 0 ? messages : messages.slice(0, end);
};

const document = ({ messages }: MessageList): JsonValue => messages.map(({ document }) => document);

const view = ({ messages, asked, location, isWhole }: MessageList): View => {
  const isOfOne = asked.subscriberId !== undefined;
  const context = locationText(location, messages[0]?.message.environmentId);
  return {
    ...(isWhole ? { headline: { level: "info", text: headlineOf(messages.length, asked), context } } : {}),
    table: {
      columns: [
        { title: "MESSAGE" },
        { title: "TITLE", canTruncate: true },
        { title: "WORKFLOW", isDroppable: true },
        { title: "CREATED" },
        { title: "BUTTONS" },
        ...(isOfOne ? [] : [{ title: "SUBSCRIBER" }]),
      ],
      rows: messages.map(({ message }) => [
        textOrNone(message.id),
        textOrNone(message.title || undefined),
        textOrNone(message.workflow),
        timeOrNone(message.createdAt),
        buttonsCell(message),
        ...(isOfOne ? [] : [textOrNone(message.subscriberId)]),
      ]),
    },
  };
};

const buttonsCell = (message: Message): Cell => {
  const text = buttonsText(message);
  if (text === "") return "none";
  return message.answer.status === "done" ? { text, tone: "good" } : { text };
};

const headlineOf = (count: number, asked: ListMessagesInput): string => {
  if (count > 0) return `${counted(count, "message")}, newest first`;
  const { subscriberId, transactionIds, filter, since, before } = asked;
  const [transaction] = transactionIds;
  const what = [
    `no ${filter.state ?? "in-app"} message`,
    ...(filter.workflow === undefined ? [] : [`of workflow "${filter.workflow}"`]),
    ...(subscriberId === undefined ? [] : [`of subscriber "${subscriberId}"`]),
    ...(transaction === undefined
      ? []
      : [`with transaction ${transactionIds.map((id) => `"${id}"`).join(" or ")}`]),
    ...(since === undefined ? [] : ["since then"]),
    ...(before === undefined ? [] : [`older than ${before}`]),
  ].join(" ");
  return transaction === undefined ? what : `${what}; Novu says the same of one it does not know`;
};

export const body = { run, document, view };

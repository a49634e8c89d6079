import type { Epilogue, StreamedResult } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { Failure } from "../../failures/failure.js";
import type { PointInTime } from "../../model/durations.js";
import { arrayOf, type JsonObject, type JsonValue } from "../../model/json.js";
import type { MessageDocument } from "../../model/message.js";
import { derivedFields } from "../../model/message-fields.js";
import { hasFilter, type MessageFilter, matchesFilter } from "../../model/message-filter.js";
import { type Assignment, assignAll } from "../../model/payload.js";
import { mergedPages } from "../../novu/merged-pages.js";
import type { MessagePage } from "../../novu/messages.js";
import type { NotificationQuery } from "../../novu/notification-pages.js";
import type { Novu } from "../../novu/novu.js";
import type { View } from "../../output/view.js";
import { quoteLine } from "../../processes/quote.js";
import { counted } from "../../views/counted.js";
import { countHidden } from "../../views/hidden-messages.js";
import { type ConnectionLocation, locationText } from "../../views/location-text.js";
import { pasteable } from "../../views/pasteable.js";
import { eachDuring } from "../each-during.js";
import { tableForPerson, tableForPrograms } from "./list-view.js";

interface ListMessagesInput {
  /** Without duplicates; empty for all. */
  readonly subscriberIds: readonly string[];
  readonly transactionIds: readonly string[];
  readonly filter: MessageFilter;
  readonly narrowing: Narrowing;
  readonly since: PointInTime | undefined;
  /** Undefined for no limit. */
  readonly limit: number | undefined;
  readonly before: string | undefined;
}

/** The filters of v2, which knows them within one subscriber; the contexts are compared here. */
interface Narrowing {
  readonly tag: readonly string[] | undefined;
  readonly severity: string | undefined;
  readonly archived: true | undefined;
  readonly snoozed: true | undefined;
  readonly read: true | undefined;
  readonly unread: true | undefined;
  readonly data: readonly Assignment[] | undefined;
  readonly context: readonly string[] | undefined;
}

interface MessageList {
  readonly messages: readonly MessageDocument[];
  readonly asked: ListMessagesInput;
  readonly location: ConnectionLocation;
  /** Programs get other columns, the same for every filter. */
  readonly isForPerson: boolean;
  /** False for a part that is shown as it arrives. */
  readonly isWhole: boolean;
}

type ListContext = Pick<Context, "connect" | "output" | "now" | "lineWith">;

/** Lists messages as they are read; filters that Novu lacks are applied here (ADR 0011). */
const run = async (
  { connect, output, now, lineWith }: ListContext,
  input: ListMessagesInput,
): Promise<StreamedResult<MessageList>> => {
  assertFits(input);
  const { novu, connection } = await connect();
  const pages = pagesFor(novu, input);
  const selected = selectMessages(pages, input, sinceTime(input, now()));
  const end: { last: string | undefined; hasMore: boolean } = { last: undefined, hasMore: false };
  const hidden = countHidden();
  const listOf = (messages: readonly MessageDocument[], isWhole: boolean): MessageList => ({
    messages,
    asked: input,
    location: connection,
    isForPerson: output.isForPerson,
    isWhole,
  });

  async function* parts(): AsyncIterable<MessageList> {
    for await (const { messages, hasMore } of eachDuring(output, "reading messages", selected)) {
      end.hasMore = hasMore;
      end.last = messages.at(-1)?.message.id ?? end.last;
      for (const { message } of messages) hidden.add(message);
      if (messages.length > 0) yield listOf(messages, false);
    }
    const { archived, snoozed } = input.narrowing;
    const text = archived || snoozed ? undefined : hidden.text();
    if (text !== undefined) await output.note(`of these, ${text}`);
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

const isNarrowed = ({ narrowing }: ListMessagesInput): boolean => flagsIn(narrowing).length > 0;

/** The options that were given. */
const flagsIn = (narrowing: Narrowing): readonly string[] =>
  Object.entries(narrowing).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`]));

/** @throws Failure E_CONFLICT, E_USAGE */
const assertFits = (input: ListMessagesInput): void => {
  const { read, unread, archived } = input.narrowing;
  if (unread && (read || archived)) {
    const other = read ? "--read" : "--archived";
    throw new Failure("E_CONFLICT", `--unread and ${other} can't be combined`, {
      hint: [...(read ? [] : ["Novu marks archived messages as read."]), "Nothing was sent."],
    });
  }
  if (!isNarrowed(input) || input.subscriberIds.length > 0) return;
  const flags = flagsIn(input.narrowing);
  throw new Failure("E_USAGE", `${flags.join(", ")} ${flags.length === 1 ? "needs" : "need"} --subscriber`, {
    hint: ["Novu can only filter by this within one subscriber's messages. Nothing was sent."],
  });
};

const pagesFor = (
  novu: Pick<Novu, "messagePages" | "notificationPages">,
  input: ListMessagesInput,
): AsyncIterable<MessagePage> => {
  const { subscriberIds, transactionIds, before } = input;
  const pagesOf = (subscriberId: string | undefined) =>
    isNarrowed(input) && subscriberId !== undefined
      ? novu.notificationPages({ subscriberId, before, filter: notificationFilter(input.narrowing) })
      : novu.messagePages({ subscriberId, transactionIds, before, pageSize: pageSizeFor(input) });
  return mergedPages(subscriberIds.length === 0 ? [pagesOf(undefined)] : subscriberIds.map(pagesOf));
};

const notificationFilter = ({
  tag,
  severity,
  archived,
  snoozed,
  read,
  unread,
  data,
}: Narrowing): NotificationQuery["filter"] => ({
  tags: tag,
  severity,
  archived,
  snoozed,
  read: unread ? false : read,
  data: data && assignAll({}, data),
});

/** What v2 cannot filter by, and v1 has filtered by before. */
const isWanted = (
  { narrowing, transactionIds }: ListMessagesInput,
  { document, message }: MessageDocument,
): boolean => {
  const contexts = arrayOf(document.contextKeys);
  return (
    (narrowing.context ?? []).every((context) => contexts.includes(context)) &&
    (transactionIds.length === 0 || transactionIds.includes(message.transactionId ?? ""))
  );
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
  return "atMs" in since ? since.atMs : now - since.distanceMs;
};

/**
 * Filters a list that is newest first; reads no more pages than the selection needs.
 * @param since the oldest creation time, ms since the epoch
 */
async function* selectMessages(
  pages: AsyncIterable<MessagePage>,
  input: ListMessagesInput,
  since: number | undefined,
): AsyncIterable<MessagePage> {
  const { filter, limit = Number.POSITIVE_INFINITY } = input;
  let wanted = limit;
  for await (const { messages, hasMore } of pages) {
    const recent = since === undefined ? messages : untilOlder(messages, since);
    const isOver = recent.length < messages.length;
    const matching = recent.filter(
      (item) => matchesFilter(filter, item.message) && (!isNarrowed(input) || isWanted(input, item)),
    );
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

/** The documents of a list are those of its messages, unchanged. */
const derived = ({ messages, asked }: MessageList) => {
  const byDocument = new Map(messages.map(({ document, message }) => [document, message]));
  return (document: JsonObject) => {
    const message = byDocument.get(document);
    return message === undefined ? {} : derivedFields(message, onlyOwner(asked));
  };
};

/** The subscriber of every message of the list, if it is of one. */
const onlyOwner = ({ subscriberIds }: ListMessagesInput): string | undefined =>
  subscriberIds.length === 1 ? subscriberIds[0] : undefined;

const view = ({ messages, asked, location, isForPerson, isWhole }: MessageList): View => {
  const context = locationText(location);
  return {
    ...(isWhole ? { headline: { level: "info", text: headlineOf(messages.length, asked), context } } : {}),
    table: isForPerson
      ? tableForPerson(messages, onlyOwner(asked))
      : tableForPrograms(messages, onlyOwner(asked)),
  };
};

const headlineOf = (count: number, asked: ListMessagesInput): string => {
  if (count > 0) return `${counted(count, "message")}, newest first`;
  const { subscriberIds, transactionIds, filter, since, before } = asked;
  const [transaction] = transactionIds;
  const what = [
    `no ${filter.state ?? "in-app"} message`,
    ...(filter.workflow === undefined ? [] : [`of workflow "${filter.workflow}"`]),
    ...(subscriberIds.length === 0
      ? []
      : [`of subscriber ${subscriberIds.map((id) => `"${id}"`).join(" or ")}`]),
    ...(transaction === undefined
      ? []
      : [`with transaction ${transactionIds.map((id) => `"${id}"`).join(" or ")}`]),
    ...(since === undefined ? [] : ["since then"]),
    ...(before === undefined ? [] : [`older than ${before}`]),
    ...(isNarrowed(asked) ? ["with these filters"] : []),
  ].join(" ");
  return transaction === undefined ? what : `${what}; Novu gives the same result for one that doesn't exist`;
};

export const body = { run, document, view, derived };

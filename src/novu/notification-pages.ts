import { Failure } from "../failures/failure.js";
import { isJsonObject, type JsonObject, stringOf } from "../model/json.js";
import type { MessageDocument } from "../model/message.js";
import { timestampOfId } from "../model/message-id.js";
import { olderThanMessage } from "../model/older-than-message.js";
import { listNotifications } from "./list-notifications.js";
import { asDocument, listMessages, MAX_TRANSACTIONS, type MessagePage } from "./messages.js";
import type { NovuCall } from "./novu-call.js";
import { endlessList } from "./paging.js";

/** What only v2 lists can filter by; each field narrows the list further (docs/novu-api.md, "Lists and finding a message"). */
interface NotificationFilter {
  /** The message has one of them. */
  readonly tags?: readonly string[] | undefined;
  readonly severity?: string | undefined;
  readonly archived?: boolean | undefined;
  readonly snoozed?: boolean | undefined;
  readonly read?: boolean | undefined;
  /** Values of the message's data. */
  readonly data?: JsonObject | undefined;
}

export interface NotificationQuery {
  readonly subscriberId: string;
  readonly filter: NotificationFilter;
  /** Only messages older than this one, which need not exist any more. */
  readonly before?: string | undefined;
}

/** A page of v2 costs a request of v1 for the messages themselves, which can name so many transactions. */
const PAGE_SIZE = MAX_TRANSACTIONS;

/**
 * The messages that v2 finds, newest first, as v1 lists them: the same documents as without a filter (ADR 0011).
 * @throws Failure E_NO_ROUTE if the server has no v2 lists, E_SUBSCRIBER, E_SEARCH
 */
export async function* notificationPages(
  call: NovuCall,
  { subscriberId, filter, before }: NotificationQuery,
): AsyncIterable<MessagePage> {
  const isIncluded = before === undefined ? () => true : olderThanMessage(before);
  const createdLte = before === undefined ? undefined : timestampOfId(before) + 999;
  const parameters = { ...filter, data: filter.data && JSON.stringify(filter.data), createdLte };
  let after: string | undefined;
  for (let pagesRead = 1; ; pagesRead += 1) {
    const page = await listNotifications(call, subscriberId, parameters, { limit: PAGE_SIZE, after }).catch(
      explainNoRoute,
    );
    const notifications = page.items.filter(isJsonObject);
    const last = stringOf(notifications.at(-1)?.id);
    if (last !== undefined && last === after) throw endlessList("messages", pagesRead);
    const messages = await messagesOf(call, subscriberId, notifications);
    const isEnd = !page.hasMore || last === undefined;
    yield { messages: messages.filter(({ document }) => isIncluded(document)), hasMore: !isEnd };
    if (isEnd) return;
    after = last;
  }
}

/** @throws Failure the error itself, or one that names the filters */
const explainNoRoute = (error: unknown): never => {
  if (!(error instanceof Failure) || error.code !== "E_NO_ROUTE") throw error;
  throw new Failure("E_NO_ROUTE", "this server can't filter messages by tag, severity, marks or data", {
    ...error.info,
    hint: [
      "These filters need Novu 3.14 or later. --pending, --done, --workflow and --since work with every server.",
    ],
  });
};

/** The messages of notifications, in their order; without those that were deleted meanwhile. */
const messagesOf = async (
  call: NovuCall,
  subscriberId: string,
  notifications: readonly JsonObject[],
): Promise<readonly MessageDocument[]> => {
  const transactionIds = [
    ...new Set(notifications.flatMap(({ transactionId }) => stringOf(transactionId) ?? [])),
  ];
  const byId = new Map<string | undefined, JsonObject>();
  for (let page = 0, isMore = transactionIds.length > 0; isMore; page += 1) {
    const found = await listMessages(call, { subscriberId, transactionIds }, { page, limit: 100 });
    for (const item of found.items) byId.set(stringOf(item._id), item);
    const isComplete = notifications.every(({ id }) => byId.has(stringOf(id)));
    isMore = found.hasMore && found.items.length > 0 && !isComplete;
  }
  return notifications.flatMap(({ id }) => {
    const found = byId.get(stringOf(id));
    return found === undefined ? [] : [asDocument(found)];
  });
};

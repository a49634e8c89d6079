import { type MessageFilter, matchesFilter } from "../../model/message-filter.js";
import type { MessageDocument } from "../../novu/actions.js";
import type { MessagePage } from "../../novu/messages.js";

export interface MessageSelection {
  readonly filter: MessageFilter;
  /** None older than this, ms since the epoch. */
  readonly since: number | undefined;
  readonly limit: number | undefined;
}

export interface SelectedMessages {
  readonly messages: readonly MessageDocument[];
  /** Whether there may be more of them after these. */
  readonly hasMore: boolean;
}

/** What is wanted of a newest-first list, reading no further than it takes. */
export async function* selectMessages(
  pages: AsyncIterable<MessagePage>,
  { filter, since, limit = Number.POSITIVE_INFINITY }: MessageSelection,
): AsyncIterable<SelectedMessages> {
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

/** The list gets older from item to item, so the first that is too old ends it. */
const untilOlder = (messages: readonly MessageDocument[], since: number): readonly MessageDocument[] => {
  const end = messages.findIndex(({ message }) => Date.parse(message.createdAt ?? "") < since);
  return end < 0 ? messages : messages.slice(0, end);
};

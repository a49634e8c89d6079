import type { MessageDocument } from "../model/message.js";
import type { MessagePage } from "./messages.js";

/** One list with the messages that were read from it and not yet passed on. */
interface Source {
  readonly pages: AsyncIterator<MessagePage>;
  waiting: readonly MessageDocument[];
  hasMore: boolean;
}

/**
 * Several lists, each newest first, as one that is newest first. Reads a list's next page only when its last one is used
 * up.
 */
export async function* mergedPages(lists: readonly AsyncIterable<MessagePage>[]): AsyncIterable<MessagePage> {
  const [only] = lists;
  if (only !== undefined && lists.length === 1) {
    yield* only;
    return;
  }
  const sources = lists.map(
    (list): Source => ({ pages: list[Symbol.asyncIterator](), waiting: [], hasMore: true }),
  );
  try {
    for (;;) {
      await Promise.all(sources.filter(isUsedUp).map(readOn));
      const messages = takeNewest(sources);
      const hasMore = sources.some((source) => source.hasMore || source.waiting.length > 0);
      yield { messages, hasMore };
      if (!hasMore) return;
    }
  } finally {
    await Promise.all(sources.map(({ pages }) => pages.return?.()));
  }
}

const isUsedUp = ({ waiting, hasMore }: Source): boolean => waiting.length === 0 && hasMore;

/** Reads pages until there is a message or the list ends: pages can be empty. */
const readOn = async (source: Source): Promise<void> => {
  while (isUsedUp(source)) {
    const { value, done } = await source.pages.next();
    source.waiting = done ? [] : value.messages;
    source.hasMore = !done && value.hasMore;
  }
};

/** The newest messages of all, as far as they are known: until a list has none left, but may have more on its next page. */
const takeNewest = (sources: readonly Source[]): MessageDocument[] => {
  const taken: MessageDocument[] = [];
  while (!sources.some(isUsedUp)) {
    const [newest] = sources.filter(({ waiting }) => waiting.length > 0).sort(byNewest);
    const [first, ...rest] = newest?.waiting ?? [];
    if (newest === undefined || first === undefined) return taken;
    taken.push(first);
    newest.waiting = rest;
  }
  return taken;
};

/** Messages of one moment are ordered by their IDs, which Novu counts up. */
const byNewest = ({ waiting: [one] }: Source, { waiting: [other] }: Source): number =>
  timeOf(other) - timeOf(one) || (idOf(other) > idOf(one) ? 1 : -1);

/** In ms; a message without a readable time counts as the oldest. */
const timeOf = (document: MessageDocument | undefined): number =>
  Date.parse(document?.message.createdAt ?? "") || 0;

const idOf = (document: MessageDocument | undefined): string => document?.message.id ?? "";

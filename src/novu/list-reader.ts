import { Failure } from "../failures/failure.js";
import { chunks } from "../model/chunks.js";
import type { MessageDocument } from "../model/message.js";
import { MAX_TRANSACTIONS, type MessageReader, type MessageScope, PAGE_SIZE } from "./messages.js";

/** What one read of a list found. */
export interface ListSnapshot {
  readonly messages: readonly MessageDocument[];
  /** Whether the list was read to its end. */
  readonly isComplete: boolean;
}

/** One request can name several transactions (docs/novu-api.md, "Lists and finding a message"). */
interface TransactionScope extends MessageScope {
  readonly transactionIds: readonly string[];
}

type IsEnough = (messages: readonly MessageDocument[]) => boolean;

/** Reads the same lists repeatedly, and adapts the page size to what earlier reads needed. */
export interface ListReader {
  /** The newest messages: pages of `limit` until they are enough. */
  newest(scope: MessageScope, limit: number, isEnough: IsEnough): Promise<ListSnapshot>;
  /** All messages of the transactions. */
  all(scope: TransactionScope): Promise<ListSnapshot>;
  /**
   * Single messages, read through their transactions, because the API cannot return a single message. A missing one
   * may not be delivered yet, or may be absent from a lagging replica.
   */
  byIds(scope: TransactionScope, messageIds: ReadonlySet<string>): Promise<ListSnapshot>;
}

/** The server's maximum (docs/novu-api.md, "Lists and finding a message"): one large page is cheaper than many small ones. */
const LARGE_PAGE = 1_000;

/** Maximum number of large pages per read. */
interface PageLimits {
  readonly list: number;
  /** For single messages, which can be anywhere in the list of a transaction with thousands of recipients. */
  readonly byIds: number;
}

const NO_LIMITS: PageLimits = { list: Number.POSITIVE_INFINITY, byIds: Number.POSITIVE_INFINITY };

export const createListReader = (
  reader: Pick<MessageReader, "messagePages">,
  limits = NO_LIMITS,
): ListReader => {
  /** How far down the list the wanted messages were. Initially they are assumed to be the only ones. */
  let depth = 1;
  /** The length of the longest list that was read. */
  let length = 1;

  const read = async (scope: MessageScope, pageSize: number, isEnough: IsEnough, maxPages: number) => {
    const messages: MessageDocument[] = [];
    let pages = 0;
    for await (const page of reader.messagePages({ ...scope, pageSize })) {
      messages.push(...page.messages);
      pages += 1;
      if (!page.hasMore) return { messages, isComplete: true };
      if (pages === maxPages || isEnough(messages)) break;
    }
    return { messages, isComplete: false };
  };

  /** Reads one page of the expected size; if that is not enough, large pages from the beginning. */
  const readExpecting = async (
    scope: MessageScope,
    pageSize: number,
    isEnough: IsEnough,
    maxPages: number,
  ) => {
    if (pageSize < LARGE_PAGE) {
      const first = await read(scope, pageSize, isEnough, 1);
      if (first.isComplete || isEnough(first.messages)) return first;
    }
    return read(scope, LARGE_PAGE, isEnough, maxPages);
  };

  return {
    newest: (scope, limit, isEnough) => read(scope, limit, isEnough, limits.list),
    all: (scope) =>
      inChunks(scope, async (chunk) => {
        const pageSize = length > PAGE_SIZE ? LARGE_PAGE : PAGE_SIZE;
        const snapshot = await readExpecting(chunk, pageSize, () => false, limits.list);
        length = Math.max(length, snapshot.messages.length);
        return snapshot;
      }),
    byIds: async (scope, messageIds) => {
      const isWanted = ({ message }: MessageDocument) => messageIds.has(message.id ?? "");
      const isEnough: IsEnough = (messages) => messages.filter(isWanted).length >= messageIds.size;
      const { messages, isComplete } = await inChunks(scope, async (chunk) => {
        const pageSize = Math.max(depth, Math.min(PAGE_SIZE, messageIds.size));
        const snapshot = await readExpecting(chunk, pageSize, isEnough, limits.byIds);
        depth = Math.max(depth, snapshot.messages.findLastIndex(isWanted) + 1);
        return snapshot;
      });
      return { messages: messages.filter(isWanted), isComplete };
    },
  };
};

const inChunks = async (
  { subscriberId, transactionIds }: TransactionScope,
  read: (scope: MessageScope) => Promise<ListSnapshot>,
): Promise<ListSnapshot> => {
  const snapshots: ListSnapshot[] = [];
  for (const chunk of chunks(transactionIds, MAX_TRANSACTIONS)) {
    snapshots.push(await read({ subscriberId, transactionIds: chunk }));
  }
  return {
    messages: snapshots.flatMap(({ messages }) => messages),
    isComplete: snapshots.every(({ isComplete }) => isComplete),
  };
};

/** An unknown subscriber has no messages. */
export const orEmpty = async (read: Promise<ListSnapshot>): Promise<ListSnapshot> => {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "E_SUBSCRIBER") throw error;
    return { messages: [], isComplete: true };
  }
};

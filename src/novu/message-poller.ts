import { Failure } from "../failures/failure.js";
import { chunks } from "../model/chunks.js";
import type { MessageDocument } from "./actions.js";
import { type MessageScope, MOST_TRANSACTIONS, PAGE_SIZE } from "./messages.js";
import type { PollClient } from "./poll-client.js";

/** What one look at a list met. */
export interface ListSnapshot {
  readonly messages: readonly MessageDocument[];
  /** Whether that is all there is. */
  readonly isWhole: boolean;
}

/** Several transactions are one request: the parameter is repeatable (docs/novu-api.md, "Lists and finding a message"). */
interface TransactionScope extends MessageScope {
  readonly transactionIds: readonly string[];
}

type IsEnough = (messages: readonly MessageDocument[]) => boolean;

/** Eyes for somebody who looks at the same messages again and again, and remembers how large their pages have to be. */
export interface MessagePoller {
  /** The newest of a list: a page of so many, and further ones until what was met is enough. */
  newest(scope: MessageScope, limit: number, isEnough: IsEnough): Promise<ListSnapshot>;
  /** All of the transactions. */
  all(scope: TransactionScope): Promise<ListSnapshot>;
  /**
   * These messages, by the transactions that made them, for the API knows no other way to ask after one. One that is
   * not there may be on its way, or only missing from a copy that lags.
   */
  these(scope: TransactionScope, messageIds: ReadonlySet<string>): Promise<ListSnapshot>;
}

/** The servers' limit (docs/novu-api.md, "Lists and finding a message"): one large page costs less than many small ones. */
const LARGEST_PAGE = 1_000;

/** So many large pages are read in one look; what lies further down is not known then. */
export interface PollBounds {
  readonly ofList: number;
  /** For single messages, which may be anywhere in the list of a transaction that went to thousands. */
  readonly ofThese: number;
}

const UNBOUNDED: PollBounds = { ofList: Number.POSITIVE_INFINITY, ofThese: Number.POSITIVE_INFINITY };

export const createMessagePoller = (
  pollClient: Pick<PollClient, "messagePages">,
  bounds = UNBOUNDED,
): MessagePoller => {
  /** How far down their lists the messages were that were asked for; at first they are taken to be alone there. */
  let depth = 1;
  /** How long the lists were that were read as a whole. */
  let length = 1;

  const read = async (scope: MessageScope, limit: number, isEnough: IsEnough, mostPages: number) => {
    const messages: MessageDocument[] = [];
    let pages = 0;
    for await (const page of pollClient.messagePages({ ...scope, pageSize: limit })) {
      messages.push(...page.messages);
      pages += 1;
      if (!page.hasMore) return { messages, isWhole: true };
      if (pages === mostPages || isEnough(messages)) break;
    }
    return { messages, isWhole: false };
  };

  /** A page that should hold what is wanted; where it does not, large ones from the beginning. */
  const readFrom = async (scope: MessageScope, limit: number, isEnough: IsEnough, mostPages: number) => {
    if (limit < LARGEST_PAGE) {
      const first = await read(scope, limit, isEnough, 1);
      if (first.isWhole || isEnough(first.messages)) return first;
    }
    return read(scope, LARGEST_PAGE, isEnough, mostPages);
  };

  const inChunks = async (
    { subscriberId, transactionIds }: TransactionScope,
    look: (scope: MessageScope) => Promise<ListSnapshot>,
  ): Promise<ListSnapshot> => {
    const met: ListSnapshot[] = [];
    for (const some of chunks(transactionIds, MOST_TRANSACTIONS)) {
      met.push(await look({ subscriberId, transactionIds: some }));
    }
    return {
      messages: met.flatMap(({ messages }) => messages),
      isWhole: met.every(({ isWhole }) => isWhole),
    };
  };

  return {
    newest: (scope, limit, isEnough) => read(scope, limit, isEnough, bounds.ofList),
    all: (scope) =>
      inChunks(scope, async (some) => {
        const limit = length > PAGE_SIZE ? LARGEST_PAGE : PAGE_SIZE;
        const look = await readFrom(some, limit, () => false, bounds.ofList);
        length = Math.max(length, look.messages.length);
        return look;
      }),
    these: async (scope, messageIds) => {
      const isWanted = ({ message }: MessageDocument) => messageIds.has(message.id ?? "");
      const isEnough: IsEnough = (met) => met.filter(isWanted).length >= messageIds.size;
      const { messages, isWhole } = await inChunks(scope, async (some) => {
        const limit = Math.max(depth, Math.min(PAGE_SIZE, messageIds.size));
        const look = await readFrom(some, limit, isEnough, bounds.ofThese);
        depth = Math.max(depth, look.messages.findLastIndex(isWanted) + 1);
        return look;
      });
      return { messages: messages.filter(isWanted), isWhole };
    },
  };
};

/** A subscriber who is not there has no messages. */
export const orNone = async (look: Promise<ListSnapshot>): Promise<ListSnapshot> => {
  try {
    return await look;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "E_SUBSCRIBER") throw error;
    return { messages: [], isWhole: true };
  }
};

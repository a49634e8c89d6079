import type { Message } from "../../domain/message.js";
import type { WatchInput } from "./watch-input.js";

/** One list of messages that is looked at, as one query reaches it. */
export interface WatchScope {
  readonly subscriberId: string | undefined;
  readonly transactionIds: readonly string[];
  /** All of it is read, not only the newest messages. */
  readonly isWhole: boolean;
  readonly isWatched: (message: Message) => boolean;
}

/** As many as an address can carry with ease. */
export const MOST_TRANSACTIONS = 50;

/**
 * The fewest lists that hold what is to be watched. What was given narrows: of these transactions, only these
 * subscribers' and these workflows' messages.
 */
export const watchScopes = ({
  subscriber = [],
  transaction = [],
  workflow: workflows = [],
}: Pick<WatchInput, "subscriber" | "transaction" | "workflow">): readonly WatchScope[] => {
  const subscribers = [...new Set(subscriber)];
  const isWatched = ({ workflow, subscriberId }: Message): boolean =>
    isAmong(workflows, workflow) && (subscriberId === undefined || isAmong(subscribers, subscriberId));
  const [only, ...others] = subscribers;
  if (transaction.length > 0) {
    return chunks([...new Set(transaction)], MOST_TRANSACTIONS).map((ids) => ({
      subscriberId: others.length === 0 ? only : undefined,
      transactionIds: ids,
      isWhole: true,
      isWatched,
    }));
  }
  const lists = only === undefined ? [undefined] : subscribers;
  return lists.map((subscriberId) => ({ subscriberId, transactionIds: [], isWhole: false, isWatched }));
};

const isAmong = (wanted: readonly string[], value: string | undefined): boolean =>
  wanted.length === 0 || (value !== undefined && wanted.includes(value));

export const chunks = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

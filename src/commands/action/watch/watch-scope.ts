import { chunks } from "../../../model/chunks.js";
import type { Message } from "../../../model/message.js";
import { MOST_TRANSACTIONS } from "../../../novu/messages.js";
import type { WatchInput } from "./watch-input.js";

/** One list of messages that is looked at, as one query reaches it. */
export interface WatchScope {
  readonly subscriberId: string | undefined;
  readonly transactionIds: readonly string[];
  /** All of it is read, not only the newest messages. */
  readonly isWhole: boolean;
  readonly isWatched: (message: Message) => boolean;
}

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

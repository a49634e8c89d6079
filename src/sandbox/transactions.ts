import type { StoredMessage } from "./message.js";
import type { MessageStore } from "./message-store.js";
import type { Timers } from "./timers.js";

/** How long a server does not know a transaction yet, because no worker has seen it. */
const WORKER_MS = 100;

/** The triggered messages of an environment, by transaction, until they are delivered. */
export interface Transactions {
  /**
   * Whether a trigger at this time makes messages: a transaction that is used again makes none, unless it is used so soon
   * that no worker has seen the first one (docs/novu-api.md, "Events and transactions").
   */
  makesMessages(transactionId: string, at: number): boolean;
  /** Says that a worker has seen the transaction long ago, as for a message of a seed. */
  markUsed(transactionId: string): void;
  /** Delivers after so many ms; immediately if 0. */
  deliver(message: StoredMessage, afterMs: number): void;
  /** Whether messages of the transaction were still to be delivered; they no longer are. */
  cancel(transactionId: string): boolean;
}

export const createTransactions = (messages: MessageStore, timers: Timers): Transactions => {
  const firstUse = new Map<string, number>();
  const pending = new Map<string, Set<StoredMessage>>();
  return {
    makesMessages: (transactionId, at) => {
      const first = firstUse.get(transactionId);
      if (first === undefined) firstUse.set(transactionId, at);
      return first === undefined || at - first < WORKER_MS;
    },
    markUsed: (transactionId) => void firstUse.set(transactionId, Number.NEGATIVE_INFINITY),
    deliver: (message, afterMs) => {
      if (afterMs === 0) {
        messages.add(message);
        return;
      }
      const { transactionId } = message;
      const waiting = pending.get(transactionId) ?? new Set();
      pending.set(transactionId, waiting.add(message));
      timers.after(afterMs, () => {
        if (waiting.delete(message)) messages.add(message);
        if (waiting.size === 0) pending.delete(transactionId);
      });
    },
    cancel: (transactionId) => {
      const waiting = pending.get(transactionId);
      waiting?.clear();
      return pending.delete(transactionId);
    },
  };
};

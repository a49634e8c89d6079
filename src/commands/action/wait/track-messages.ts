import { addHint, Failure } from "../../../failures/failure.js";
import type { Message, MessageDocument, MessageSelector } from "../../../model/message.js";
import { createListReader, orEmpty } from "../../../novu/list-reader.js";
import type { MessageReader } from "../../../novu/messages.js";
import { NOT_READ, type TrackedState, updateState } from "../../../polling/evaluate-wait.js";
import { emptyTransaction, type ResolveOptions, resolveMessage } from "../resolve/resolve-message.js";
import type { MessageGoal } from "./wait-plan.js";

/** One message that is waited for, with its state after all reads so far. */
export interface TrackedMessage extends TrackedState, MessageGoal {
  readonly selector: MessageSelector;
  readonly subscriberId: string | undefined;
  /** The message as last read; undefined if it was never found. */
  readonly latest: MessageDocument | undefined;
  /** Why the last search did not find it. */
  readonly failure?: Failure | undefined;
}

export interface MessageTracker {
  /**
   * Reads all messages: searches for those that were not found yet, and lists the others together.
   * @throws Failure of reading, and for selectors that can never mean one message
   */
  read(): Promise<void>;
  readonly tracked: () => readonly TrackedMessage[];
}

interface TrackerOptions extends Pick<ResolveOptions, "isForPerson"> {
  readonly selectors: readonly MessageSelector[];
  /** What is wanted of a message. @throws Failure for a label that it does not have */
  readonly goalIn: (message: Pick<Message, "buttons">) => MessageGoal;
  /** Whether a transaction selects all of its messages, not only one. */
  readonly isMany: boolean;
}

export const trackMessages = (
  reader: MessageReader,
  { selectors, goalIn, isMany, isForPerson }: TrackerOptions,
): MessageTracker => {
  const lists = createListReader(reader);
  const transactions = isMany ? selectors.filter(isTransaction) : [];
  let single = selectors.filter((selector) => !(isMany && isTransaction(selector))).map(notFoundYet);
  /** The messages of the transactions. */
  let members: readonly TrackedMessage[] = [];

  const update = (
    before: TrackedMessage,
    found: MessageDocument | undefined,
    failure?: Failure,
  ): TrackedMessage => {
    const { wanted, exitCodes } = found === undefined ? before : goalIn(found.message);
    return {
      ...before,
      ...updateState(before, found?.message, wanted),
      wanted,
      exitCodes,
      latest: found ?? before.latest,
      failure,
    };
  };

  const search = async (before: TrackedMessage): Promise<TrackedMessage> => {
    try {
      const { found, subscriberId } = await resolveMessage(reader, before.selector, {
        candidates: "with buttons",
        isForPerson,
      });
      return { ...update(before, found), subscriberId };
    } catch (error) {
      if (mayStillArrive(error)) return update(before, undefined, error);
      throw isMany ? error : withSeveralHint(error);
    }
  };

  /** Lists the messages whose transactions are known. */
  const list = async (known: readonly TrackedMessage[]): Promise<void> => {
    const transactionIds = new Set([
      ...known.flatMap(({ latest }) => latest?.message.transactionId ?? []),
      ...transactions.map(({ transactionId }) => transactionId),
    ]);
    if (transactionIds.size === 0) return;
    const scope = {
      transactionIds: [...transactionIds],
      subscriberId: onlyOne([...known, ...transactions].map(({ subscriberId }) => subscriberId)),
    };
    const ids = new Set(known.flatMap(({ latest }) => latest?.message.id ?? []));
    const { messages } = await orEmpty(transactions.length > 0 ? lists.all(scope) : lists.byIds(scope, ids));
    const updated = (each: TrackedMessage) =>
      update(
        each,
        messages.find(({ message }) => message.id === each.latest?.message.id),
      );
    single = single.map((each) => (known.includes(each) ? updated(each) : each));
    members = [...members.map(updated), ...newMembers(messages)];
  };

  const newMembers = (messages: readonly MessageDocument[]): readonly TrackedMessage[] => {
    const seenIds = new Set(
      [...single, ...members].flatMap(({ latest }) => (latest ? [latest.message.id] : [])),
    );
    return messages.flatMap((found) => {
      const { id, transactionId, subscriberId } = found.message;
      const selector = transactions.find(
        (each) =>
          each.transactionId === transactionId && (each.subscriberId ?? subscriberId) === subscriberId,
      );
      if (selector === undefined || seenIds.has(id)) return [];
      return [update({ ...notFoundYet(selector), subscriberId }, found)];
    });
  };

  return {
    read: async () => {
      const known = single.filter(({ latest }) => latest?.message.transactionId !== undefined);
      for (const each of single) {
        if (known.includes(each)) continue;
        const searched = await search(each);
        single = single.map((other) => (other === each ? searched : other));
      }
      await list(known);
    },
    tracked: () => [
      ...single,
      ...members,
      ...transactions
        .filter((transaction) => !members.some(({ selector }) => selector === transaction))
        .map((transaction) => ({
          ...notFoundYet(transaction),
          failure: emptyTransaction(transaction.transactionId, transaction.subscriberId),
        })),
    ],
  };
};

type TransactionSelector = Extract<MessageSelector, { by: "transaction" }>;

const isTransaction = (selector: MessageSelector): selector is TransactionSelector =>
  selector.by === "transaction";

const notFoundYet = (selector: MessageSelector): TrackedMessage => ({
  ...NOT_READ,
  wanted: "any",
  exitCodes: {},
  selector,
  subscriberId: selector.subscriberId,
  latest: undefined,
});

/** Whether the message may not be delivered yet. With a correction, the selector itself is wrong. */
const mayStillArrive = (error: unknown): error is Failure =>
  error instanceof Failure &&
  (error.code === "E_MESSAGE" || error.code === "E_SUBSCRIBER") &&
  error.info.correction === undefined;

const withSeveralHint = (error: unknown): unknown =>
  error instanceof Failure && error.code === "E_AMBIGUOUS"
    ? addHint(error, "last", "Or wait for several: --any, --all or --quorum N.")
    : error;

const onlyOne = (ids: readonly (string | undefined)[]): string | undefined => {
  const [first, ...others] = new Set(ids);
  return others.length === 0 ? first : undefined;
};

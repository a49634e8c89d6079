import type { Context } from "../../../context/context.js";
import { chunks } from "../../../model/chunks.js";
import { type Change, createdAtMs } from "../../../model/known-message.js";
import type { Message } from "../../../model/message.js";
import type { MessageSnapshot } from "../../../model/message-changes.js";
import { createListReader, type ListReader, type ListSnapshot, orEmpty } from "../../../novu/list-reader.js";
import { MAX_TRANSACTIONS, type MessageReader } from "../../../novu/messages.js";
import type { PollSource } from "../../../polling/poll.js";
import {
  absentFrom,
  EMPTY_WINDOW,
  hasGap,
  updateWindow,
  type WatchWindow,
  type WindowSnapshot,
} from "../../../polling/watch-window.js";
import type { WatchInput } from "./watch.js";

/** A change, and the subscriber whose list contained it. */
interface ListedChange {
  readonly change: Change;
  /** When the read that found it was over, ms since the epoch. */
  readonly at: number;
  readonly subscriberId: string | undefined;
}

interface WatchedList {
  readonly scope: WatchScope;
  readonly reader: ListReader;
  window: WatchWindow;
}

/** At most ten thousand messages of a list per read. */
const PAGE_LIMITS = { list: 10, byIds: 1 };

/** How many of a list's newest messages are watched. */
const NEWEST = 50;

/**
 * Reads the lists one after the other and yields the changes of each before reading the next.
 * @param onFirstRead is called with the number of messages after all lists were read once
 */
export const watchLists = (
  { now }: Pick<Context, "now">,
  reader: MessageReader,
  input: WatchInput,
  onFirstRead: (count: number) => Promise<void>,
): PollSource<ListedChange> => {
  const lists = watchScopes(input).map(
    (scope): WatchedList => ({ scope, reader: createListReader(reader, PAGE_LIMITS), window: EMPTY_WINDOW }),
  );
  let isFirst = true;
  return {
    async *read() {
      for (const list of lists) {
        const snapshot = await readWindow(list, input.newest ?? NEWEST);
        const { window, changes } = updateWindow(list.window, snapshot);
        list.window = window;
        const at = now();
        const { subscriberId } = list.scope;
        for (const change of changes) yield { change, at, subscriberId };
      }
      if (isFirst) await onFirstRead(lists.reduce((sum, { window }) => sum + window.known.size, 0));
      isFirst = false;
    },
    nextRead: () => ({ isUrgent: lists.some(({ window }) => isUncertain(window)) }),
  };
};

/** Whether a message may be deleted or changed back, which the next read confirms. */
const isUncertain = ({ known }: WatchWindow): boolean =>
  [...known.values()].some(({ misses, isRevertUnconfirmed }) => misses > 0 || isRevertUnconfirmed);

/** Maximum number of known messages per read that are requested by ID, because newer ones pushed them off the page. */
const MAX_FOLLOWED = 200;

/**
 * Reads the newest part of a list, and the known messages that should be in it and are not.
 * @throws Failure E_SUBSCRIBER at the first read only
 */
const readWindow = async (
  { scope, reader, window }: WatchedList,
  newest: number,
): Promise<WindowSnapshot> => {
  const reading = readList(reader, scope, window, newest);
  // If the subscriber was deleted meanwhile, so were the messages.
  const { messages, isComplete } = await (window.newest === undefined ? reading : orEmpty(reading));
  const page = messages.filter(({ message }) => scope.isWatched(message));
  const followed = isComplete ? [] : absentFrom(window, page).filter(hasTransaction).slice(0, MAX_FOLLOWED);
  const requested = new Set(followed.flatMap(({ message }) => message.id ?? []));
  const transactionIds = [...new Set(followed.flatMap(({ message }) => message.transactionId ?? []))];
  const found = await orEmpty(reader.byIds({ subscriberId: scope.subscriberId, transactionIds }, requested));
  return {
    page,
    oldest: isComplete ? Number.NEGATIVE_INFINITY : Math.min(...timesOf(messages)),
    newest: Math.max(Number.NEGATIVE_INFINITY, ...timesOf(messages)),
    requested,
    found: found.messages,
    isFoundComplete: found.isComplete,
  };
};

/** The whole list, or its newest messages: more of them if new ones may have filled the page. */
const readList = (
  reader: ListReader,
  { subscriberId, transactionIds, isWhole }: WatchScope,
  window: WatchWindow,
  newest: number,
): Promise<ListSnapshot> =>
  isWhole
    ? reader.all({ subscriberId, transactionIds })
    : reader.newest({ subscriberId }, newest, (messages) => !hasGap(window, Math.min(...timesOf(messages))));

const hasTransaction = ({ message }: MessageSnapshot): boolean => message.transactionId !== undefined;

const timesOf = (messages: readonly MessageSnapshot[]): readonly number[] =>
  messages.map(createdAtMs).filter((time) => !Number.isNaN(time));

/** One list that is watched, as one query reads it. */
interface WatchScope {
  readonly subscriberId: string | undefined;
  readonly transactionIds: readonly string[];
  /** Whether the whole list is read, not only its newest messages. */
  readonly isWhole: boolean;
  readonly isWatched: (message: Message) => boolean;
}

/** The fewest lists that hold the messages to watch. The options narrow each other. */
const watchScopes = ({
  subscriber = [],
  transaction = [],
  workflow: workflows = [],
}: WatchInput): readonly WatchScope[] => {
  const subscribers = [...new Set(subscriber)];
  const isWatched = ({ workflow, subscriberId }: Message): boolean =>
    isAmong(workflows, workflow) && (subscriberId === undefined || isAmong(subscribers, subscriberId));
  const [only, ...others] = subscribers;
  if (transaction.length > 0) {
    return chunks([...new Set(transaction)], MAX_TRANSACTIONS).map((transactionIds) => ({
      subscriberId: others.length === 0 ? only : undefined,
      transactionIds,
      isWhole: true,
      isWatched,
    }));
  }
  const lists = only === undefined ? [undefined] : subscribers;
  return lists.map((subscriberId) => ({ subscriberId, transactionIds: [], isWhole: false, isWatched }));
};

const isAmong = (wanted: readonly string[], value: string | undefined): boolean =>
  wanted.length === 0 || (value !== undefined && wanted.includes(value));

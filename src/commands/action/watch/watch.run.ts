import type { EventStream } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { chunks } from "../../../model/chunks.js";
import type { Message, MessageDocument } from "../../../model/message.js";
import type { WatchEventName } from "../../../model/watch-events.js";
import { createListReader, type ListReader, type ListSnapshot, orEmpty } from "../../../novu/list-reader.js";
import { MAX_TRANSACTIONS, type MessageReader } from "../../../novu/messages.js";
import { createPoller, outageDuration, type PollOptions, type PollSource } from "../../../polling/poll.js";
import { type PollInterval, pollInterval } from "../../../polling/schedule.js";
import {
  type Change,
  createdAtMs,
  EMPTY_WINDOW,
  hasGap,
  knownButNotOn,
  updateWindow,
  type WatchWindow,
  type WindowSnapshot,
} from "../../../polling/watch-window.js";
import { counted } from "../../../views/counted.js";
import { locationText } from "../../../views/location-text.js";
import { prepareProgram } from "./run-program.js";
import { type WatchEvent, watchEventDocument, watchEventView } from "./watch-view.js";

/** Without defaults, which `watch.run.ts` adds. */
interface WatchInput {
  readonly subscriber?: readonly string[] | undefined;
  readonly transaction?: readonly string[] | undefined;
  readonly workflow?: readonly string[] | undefined;
  readonly events?: readonly WatchEventName[] | undefined;
  /** How many of a list's newest messages to watch. */
  readonly newest?: number | undefined;
  /** ms */
  readonly interval?: number | undefined;
  /** ms */
  readonly maxInterval?: number | undefined;
  /** ms */
  readonly timeout?: number | undefined;
  /** Events after which the watch ends. */
  readonly count?: number | undefined;
  /** A program and its arguments. */
  readonly exec?: string | undefined;
}

type WatchContext = Pick<
  Context,
  "connect" | "output" | "now" | "random" | "sleep" | "signal" | "prepareUserProgram"
>;

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
const DEFAULT_NEWEST = 50;

/** Yields changes of messages until the timeout, the count, or a signal (ADR 0023). */
const run = async (context: WatchContext, input: WatchInput): Promise<EventStream<WatchEvent>> => {
  const { now, output } = context;
  const interval = pollInterval(input, MAX_INTERVAL_MS);
  const runProgram = input.exec === undefined ? undefined : await prepareProgram(context, input.exec);
  const { novu, connection } = await context.connect();
  const endsAt = now() + (input.timeout ?? Number.POSITIVE_INFINITY);
  const poller = createPoller(context, watchPollOptions(context, interval, endsAt));
  const lists = watchLists(context, novu.messageReader(poller.chooseHttp), input, (count) =>
    output.note(`watching ${counted(count, "message")}; press Ctrl-C to stop`, locationText(connection)),
  );
  const columns = output.isForPerson ? output.textWidth : undefined;

  async function* events(): AsyncIterable<WatchEvent> {
    let count = 0;
    for await (const { change, at, subscriberId } of poller.poll(lists)) {
      if (input.events !== undefined && !input.events.includes(change.event)) continue;
      const owner = change.snapshot.message.subscriberId ?? subscriberId;
      const event = { change, at, subscriberId: owner, columns };
      yield event;
      await runProgram?.(event);
      count += 1;
      if (count === input.count) return;
    }
    const outage = poller.outage();
    // A read that was only cut short by the timeout is not an outage.
    if (outage === undefined || outage.since >= endsAt) return;
    const unknownFor = outageDuration(now() - outage.since);
    await output.warn(`the timeout was reached; changes in the last ${unknownFor} are unknown`);
  }

  return { events: events() };
};

const MAX_INTERVAL_MS = 10_000;

/**
 * A watch can run without end, and without a first read there is nothing to compare with. So the first read is retried,
 * and fails, as in any other command. Outages are warnings, because silence would mean that nothing happens.
 */
const watchPollOptions = (
  { output }: Pick<Context, "output">,
  interval: PollInterval,
  endsAt: number,
): PollOptions => ({
  interval,
  deadline: { endsAt, graceMs: 0 },
  retriesFirstRead: true,
  log: output.warn,
  recoveredNote: "; changes since then follow",
  interrupted: "stopped",
  // Reported only for the first read; later it just ends the watch.
  tooLate: () =>
    new Failure("E_TIMEOUT", "--timeout was reached before the first check finished", {
      hint: ["Nothing was watched yet. Use a longer --timeout."],
      sent: "no",
    }),
});

/**
 * Reads the lists one after the other and yields the changes of each before reading the next.
 * @param onFirstRead is called with the number of messages after all lists were read once
 */
const watchLists = (
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
        const snapshot = await readWindow(list, input.newest ?? DEFAULT_NEWEST);
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
const MAX_REQUESTED_BY_ID = 200;

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
  const requestedMessages = isComplete
    ? []
    : knownButNotOn(window, page).filter(hasTransaction).slice(0, MAX_REQUESTED_BY_ID);
  const requestedIds = new Set(requestedMessages.flatMap(({ message }) => message.id ?? []));
  const transactionIds = [
    ...new Set(requestedMessages.flatMap(({ message }) => message.transactionId ?? [])),
  ];
  const found = await orEmpty(
    reader.byIds({ subscriberId: scope.subscriberId, transactionIds }, requestedIds),
  );
  return {
    page,
    oldest: isComplete ? Number.NEGATIVE_INFINITY : Math.min(...timesOf(messages)),
    newest: Math.max(Number.NEGATIVE_INFINITY, ...timesOf(messages)),
    requestedIds,
    foundById: found.messages,
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

const hasTransaction = ({ message }: MessageDocument): boolean => message.transactionId !== undefined;

const timesOf = (messages: readonly MessageDocument[]): readonly number[] =>
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

export const body = { run, document: watchEventDocument, view: watchEventView };

import type { AsItHappens } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import { chunks } from "../../../model/chunks.js";
import type { JsonObject, JsonValue } from "../../../model/json.js";
import { type Change, madeAt } from "../../../model/known-message.js";
import type { Message } from "../../../model/message.js";
import type { MessageSnapshot } from "../../../model/message-changes.js";
import {
  createMessagePoller,
  type ListSnapshot,
  type MessagePoller,
  orNone,
} from "../../../novu/message-poller.js";
import { MOST_TRANSACTIONS } from "../../../novu/messages.js";
import type { PollClient } from "../../../novu/poll-client.js";
import { type PollTarget, startPolling } from "../../../polling/poll.js";
import {
  absentFrom,
  leavesGap,
  UNSEEN_WINDOW,
  updateWindow,
  type WatchWindow,
  type WindowSnapshot,
} from "../../../polling/watch-window.js";
import { counted } from "../../../views/counted.js";
import { locationText } from "../../../views/location-text.js";
import { type WatchEvent, watchEventDocument, watchEventView } from "../../../views/watch-event-view.js";
import type { WatchInput } from "./watch-input.js";
import { watchInterval, watchPollOptions } from "./watch-poll-options.js";

type Needs = Pick<Context, "connect" | "output" | "now" | "random" | "sleep" | "signal" | "program">;

const NEWEST = 50;

/** Tells what changes, for as long as somebody listens (ADR 0023). */
export const run = async (context: Needs, input: WatchInput): Promise<AsItHappens<WatchEvent>> => {
  const { output } = context;
  const pace = watchInterval(input);
  const program = input.exec === undefined ? undefined : await startable(context, input.exec);
  const { novu, facts } = await context.connect();
  const plan = {
    newest: input.newest ?? NEWEST,
    scopes: watchScopes(input),
    onBaseline: (count: number) =>
      output.note(`watching, ${counted(count, "message")} so far; Ctrl-C ends it`, locationText(facts)),
  };
  const columns = output.isForPerson ? output.textWidth : undefined;

  const looking = startPolling(context, novu, watchPollOptions(context, { pace, timeoutMs: input.timeout }));
  const lists = watchLists(context, looking.pollClient, plan);

  async function* events(): AsyncIterable<WatchEvent> {
    let told = 0;
    for await (const { change, at, scope } of looking.poll(lists)) {
      if (input.events !== undefined && !input.events.includes(change.event)) continue;
      const subscriberId = change.snapshot.message.subscriberId ?? scope.subscriberId;
      const event = { change, at, subscriberId, columns };
      yield event;
      await program?.(event);
      told += 1;
      if (told === input.count) return;
    }
  }

  return { events: events() };
};

/** The user's program for each event; that it fails is said, and no reason to end. */
const startable = async ({ output, program }: Needs, line: string) => {
  if (/\$\{?NOVU_/.test(line) && !/\s-c\s/.test(line)) {
    await output.warn("--exec runs without a shell, so $NOVU_… stays as it is; to use it write sh -c '…'");
  }
  const start = await program(line);
  return async (event: WatchEvent): Promise<void> => {
    const document = watchEventDocument(event);
    const end = await start(tellProgram(document));
    if (end !== 0) {
      const what = `"${document.event}" of message ${document.messageId}`;
      await output.warn(`--exec ended with ${end} after ${what}; the watch goes on`);
    }
  };
};

export const document = watchEventDocument;
export const view = watchEventView;

/** What a program is told of one event; see `exec/program`. */
interface Told {
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
}

/** Windows lets one variable be no longer, and Linux only four times that; stdin has it all. */
const LONGEST_VALUE = 32_000;

/** Always all of them, so that none is left from outside: empty where there is nothing to tell. */
const VARIABLES = {
  NOVU_EVENT: "event",
  NOVU_AT: "at",
  NOVU_SUBSCRIBER_ID: "subscriberId",
  NOVU_MESSAGE_ID: "messageId",
  NOVU_TRANSACTION_ID: "transactionId",
  NOVU_WORKFLOW: "workflow",
  NOVU_TITLE: "title",
  NOVU_BUTTON: "button",
  NOVU_LABEL: "label",
  NOVU_STATUS: "status",
  NOVU_PAYLOAD: "payload",
} as const;

/** An event as variables and as JSON; nothing of it becomes a part of a command. */
const tellProgram = (event: JsonObject): Told => ({
  env: Object.fromEntries(
    Object.entries(VARIABLES).map(([name, field]) => [name, variableText(event[field] ?? null)]),
  ),
  stdin: `${JSON.stringify(event)}\n`,
});

const variableText = (value: JsonValue): string => {
  const text = typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);
  return Buffer.byteLength(text) > LONGEST_VALUE ? "" : text;
};

interface WatchPlan {
  /** How many of a list's newest messages are looked at. */
  readonly newest: number;
  readonly scopes: readonly WatchScope[];
  /** Told how many messages are known, once the first look is over. */
  readonly onBaseline: (count: number) => Promise<void>;
}

/** A change, and the list it was found in. */
interface ScopedChange {
  readonly change: Change;
  /** When the look was over, ms; the same for all that it found. */
  readonly at: number;
  readonly scope: WatchScope;
}

/** A list is followed no further than ten thousand messages in one look. */
const BOUNDS = { ofList: 10, ofThese: 1 };

/** Lists that are looked at one after the other; what one shows is given before the next is asked for. */
const watchLists = (
  { now }: Pick<Context, "now">,
  pollClient: PollClient,
  { scopes, newest, onBaseline }: WatchPlan,
): PollTarget<ScopedChange> => {
  const lists = scopes.map(
    (scope): WatchedList => ({
      scope,
      poller: createMessagePoller(pollClient, BOUNDS),
      window: UNSEEN_WINDOW,
    }),
  );
  let isFirst = true;
  return {
    async *poll() {
      for (const list of lists) {
        const { scope, poller } = list;
        const { window, changes } = updateWindow(
          list.window,
          await pollScope(poller, scope, list.window, newest),
        );
        list.window = window;
        const at = now();
        for (const change of changes) yield { change, at, scope };
      }
      if (isFirst) await onBaseline(lists.reduce((sum, { window }) => sum + window.known.size, 0));
      isFirst = false;
    },
    isOdd: () => lists.some(({ window }) => hasDoubts(window)),
    missingUntil: () => undefined,
  };
};

interface WatchedList {
  readonly scope: WatchScope;
  readonly poller: MessagePoller;
  window: WatchWindow;
}

/** Something may be gone, or otherwise, and the next look is to say so. */
const hasDoubts = ({ known }: WatchWindow): boolean =>
  [...known.values()].some(({ misses, isDoubted }) => misses > 0 || isDoubted);

/** So many messages that newer ones have pushed off the page are asked after. */
const MOST_FOLLOWED = 200;

/**
 * One look at a list: its newest part, and those known messages that ought to be there and are not.
 * @throws Failure E_SUBSCRIBER at the first look alone
 */
const pollScope = async (
  poller: MessagePoller,
  scope: WatchScope,
  window: WatchWindow,
  newest: number,
): Promise<WindowSnapshot> => {
  const reading = readList(poller, scope, window, newest);
  // Whether the messages of one that was there are gone will show.
  const { messages, isWhole } = await (window.newest === undefined ? reading : orNone(reading));
  const page = messages.filter(({ message }) => scope.isWatched(message));
  const followed = isWhole ? [] : absentFrom(window, page).filter(hasTransaction).slice(0, MOST_FOLLOWED);
  const asked = new Set(followed.flatMap(({ message }) => message.id ?? []));
  const transactionIds = [...new Set(followed.flatMap(({ message }) => message.transactionId ?? []))];
  const found = await orNone(poller.these({ subscriberId: scope.subscriberId, transactionIds }, asked));
  return {
    page,
    oldest: isWhole ? Number.NEGATIVE_INFINITY : Math.min(...timesOf(messages)),
    newest: Math.max(Number.NEGATIVE_INFINITY, ...timesOf(messages)),
    asked,
    found: found.messages,
    isFoundWhole: found.isWhole,
  };
};

/** All of it, or as many as are wanted, and more where new ones may have filled more than that. */
const readList = (
  poller: MessagePoller,
  { subscriberId, transactionIds, isWhole }: WatchScope,
  window: WatchWindow,
  newest: number,
): Promise<ListSnapshot> =>
  isWhole
    ? poller.all({ subscriberId, transactionIds })
    : poller.newest({ subscriberId }, newest, (met) => !leavesGap(window, Math.min(...timesOf(met))));

const hasTransaction = ({ message }: MessageSnapshot): boolean => message.transactionId !== undefined;

const timesOf = (messages: readonly MessageSnapshot[]): readonly number[] =>
  messages.map(madeAt).filter((time) => !Number.isNaN(time));

/** One list of messages that is looked at, as one query reaches it. */
interface WatchScope {
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
const watchScopes = ({
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

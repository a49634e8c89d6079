import type { Epilogue, StreamedResult } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { JsonValue } from "../../model/json.js";
import { matchesText } from "../../model/subscriber.js";
import type { Novu } from "../../novu/novu.js";
import type { SubscriberDocument } from "../../novu/subscribers.js";
import type { View } from "../../output/view.js";
import { quoteLine } from "../../processes/quote.js";
import { textOrNone, timeOrNone } from "../../views/cells.js";
import { counted } from "../../views/counted.js";
import { type ConnectionLocation, locationText } from "../../views/location-text.js";
import { pasteable } from "../../views/pasteable.js";
import { eachDuring } from "../each-during.js";

interface ListSubscribersInput {
  readonly search: string | undefined;
  /** Undefined for no limit. */
  readonly limit: number | undefined;
  /** A cursor that an earlier page returned. */
  readonly after: string | undefined;
}

interface SubscriberList {
  readonly subscribers: readonly SubscriberDocument[];
  readonly search: string | undefined;
  readonly location: ConnectionLocation;
  /** False for a part that is shown as it arrives. */
  readonly isWhole: boolean;
}

type ListContext = Pick<Context, "connect" | "output" | "lineWith">;

const run = async (
  { connect, output, lineWith }: ListContext,
  input: ListSubscribersInput,
): Promise<StreamedResult<SubscriberList>> => {
  const { novu, connection } = await connect();
  const found = findSubscribers(novu, input);
  let state: FoundSubscribers["state"] | undefined;
  const listOf = (subscribers: readonly SubscriberDocument[], isWhole: boolean): SubscriberList => ({
    subscribers,
    search: input.search,
    location: connection,
    isWhole,
  });

  async function* parts(): AsyncIterable<SubscriberList> {
    for await (const part of eachDuring(output, "reading subscribers", found)) {
      state = part.state;
      if (part.subscribers.length > 0) yield listOf(part.subscribers, false);
    }
  }

  return {
    chunks: parts(),
    whole: (lists) =>
      listOf(
        lists.flatMap(({ subscribers }) => subscribers),
        true,
      ),
    epilogue: () => state && epilogueOf(state, input, lineWith),
  };
};

/** How far the search went, and the command that continues it. */
const epilogueOf = (
  state: FoundSubscribers["state"],
  { search, limit = 0 }: ListSubscribersInput,
  lineWith: ListContext["lineWith"],
): Epilogue | undefined => {
  if (state.kind === "matched") {
    return { text: "searched names, emails, phones and exact IDs; --all also finds parts of IDs" };
  }
  if (state.kind === "enough") {
    const more = String(limit * 5);
    return {
      text: "there are more:",
      command: lineWith("--limit", more) ?? pasteable(quoteLine(["--limit", more])),
    };
  }
  const { next, scanned } = state;
  const command =
    next === undefined ? undefined : (lineWith("--after", next) ?? pasteable(quoteLine(["--after", next])));
  if (search === undefined) return command === undefined ? undefined : { text: "next page:", command };
  const looked = `searched ${counted(scanned, "subscriber")}`;
  if (command !== undefined) return { text: `${looked}; to continue:`, command };
  return { text: next === undefined ? `${looked}, the whole list` : `${looked}; there are more` };
};

const document = ({ subscribers }: SubscriberList): JsonValue => subscribers.map(({ document }) => document);

const view = ({ subscribers, search, location, isWhole }: SubscriberList): View => ({
  ...(isWhole
    ? {
        headline: {
          level: "info",
          text: headlineOf(subscribers.length, search),
          context: locationText(location),
        },
      }
    : {}),
  table: {
    columns: [
      { title: "SUBSCRIBER", isId: true },
      { title: "NAME" },
      { title: "EMAIL" },
      { title: "PHONE", optional: true, isDroppable: true },
      { title: "CREATED", isDroppable: true },
    ],
    rows: subscribers.map(({ subscriber }) => [
      textOrNone(subscriber.subscriberId),
      textOrNone(subscriber.name || undefined),
      textOrNone(subscriber.email),
      textOrNone(subscriber.phone),
      timeOrNone(subscriber.createdAt),
    ]),
  },
});

const headlineOf = (count: number, search: string | undefined): string => {
  const what = search === undefined ? "" : ` with "${search}" in ID, name, email or phone`;
  return count === 0 ? `no subscriber${what}` : `${counted(count, "subscriber")}${what}`;
};

/** Subscribers that were found, and the state of the search after them. */
interface FoundSubscribers {
  readonly subscribers: readonly SubscriberDocument[];
  readonly state: /** All that Novu's own search found. */
    | { readonly kind: "matched" }
    /** The list was read so far; `next` is the cursor of the rest, if there is any. */
    | { readonly kind: "read"; readonly scanned: number; readonly next: string | undefined }
    /** The limit was reached before the end of the pages that were read. */
    | { readonly kind: "enough" };
}

type Calls = Pick<Novu, "subscriberPages" | "matchingSubscribers">;

/** Limits a search for text that does not occur: without --all, a large environment is not read completely. */
const SEARCH_LIMIT = 1_000;

const findSubscribers = (novu: Calls, input: ListSubscribersInput): AsyncIterable<FoundSubscribers> =>
  input.search === undefined ? listed(novu, input) : searched(novu, input, input.search);

async function* listed(novu: Calls, { after, limit }: ListSubscribersInput): AsyncIterable<FoundSubscribers> {
  let scanned = 0;
  for await (const { subscribers, next } of novu.subscriberPages({ after, max: limit })) {
    scanned += subscribers.length;
    yield { subscribers, state: { kind: "read", scanned, next } };
  }
}

/** Novu does not search inside IDs; if it finds nothing, the newest subscribers are searched here. */
async function* searched(
  novu: Calls,
  { after, limit }: ListSubscribersInput,
  text: string,
): AsyncIterable<FoundSubscribers> {
  if (after === undefined && limit !== undefined) {
    const matches = await novu.matchingSubscribers(text, { max: limit });
    if (matches.length > 0) {
      const isCut = matches.length > limit;
      yield { subscribers: matches.slice(0, limit), state: { kind: isCut ? "enough" : "matched" } };
      return;
    }
  }
  let scanned = 0;
  let wanted = limit ?? Number.POSITIVE_INFINITY;
  for await (const { subscribers, next } of novu.subscriberPages({
    after,
    max: limit === undefined ? undefined : SEARCH_LIMIT,
  })) {
    scanned += subscribers.length;
    const matching = subscribers.filter(({ subscriber }) => matchesText(subscriber, text));
    const taken = matching.slice(0, wanted);
    wanted -= taken.length;
    const isCut = taken.length < matching.length;
    yield {
      subscribers: taken,
      state: isCut ? { kind: "enough" } : { kind: "read", scanned, next },
    };
    if (wanted === 0) return;
  }
}

export const body = { run, document, view };

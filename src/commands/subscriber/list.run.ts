import type { Epilogue, InParts } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { mentions } from "../../model/subscriber.js";
import type { Novu } from "../../novu/novu.js";
import type { SubscriberDocument } from "../../novu/subscribers.js";
import { quoteLine } from "../../processes/quote.js";
import { counted } from "../../views/counted.js";
import { pasteable } from "../../views/pasteable.js";
import {
  type SubscriberList,
  subscriberListDocument,
  subscriberListView,
} from "../../views/subscriber-view.js";
import { eachDuring } from "../each-during.js";
import type { ListSubscribersInput } from "./list.js";

type Needs = Pick<Context, "connect" | "output" | "lineWith">;

export const run = async (
  { connect, output, lineWith }: Needs,
  input: ListSubscribersInput,
): Promise<InParts<SubscriberList>> => {
  const { novu, facts } = await connect();
  const found = findSubscribers(novu, input);
  let state: FoundSubscribers["state"] | undefined;
  const listOf = (subscribers: readonly SubscriberDocument[], isWhole: boolean): SubscriberList => ({
    subscribers,
    search: input.search,
    place: facts,
    isWhole,
  });

  async function* parts(): AsyncIterable<SubscriberList> {
    for await (const part of eachDuring(output, "reading subscribers", found)) {
      state = part.state;
      if (part.subscribers.length > 0) yield listOf(part.subscribers, false);
    }
  }

  return {
    parts: parts(),
    whole: (lists) =>
      listOf(
        lists.flatMap(({ subscribers }) => subscribers),
        true,
      ),
    epilogue: () => state && epilogueOf(state, input, lineWith),
  };
};

/** How far the looking went, and the line that goes on from there. */
const epilogueOf = (
  state: FoundSubscribers["state"],
  { search, limit = 0 }: ListSubscribersInput,
  lineWith: Needs["lineWith"],
): Epilogue | undefined => {
  if (state.kind === "exact") {
    return { text: "these match exactly; --all also looks for texts that only hold it" };
  }
  if (state.kind === "enough") {
    const more = String(limit * 5);
    return {
      text: "there are more:",
      command: lineWith("--limit", more) ?? pasteable(quoteLine(["--limit", more])),
    };
  }
  const { next, lookedAt } = state;
  const command =
    next === undefined ? undefined : (lineWith("--after", next) ?? pasteable(quoteLine(["--after", next])));
  if (search === undefined)
    return command === undefined ? undefined : { text: "for the next ones:", command };
  const looked = `looked at ${counted(lookedAt, "subscriber")}`;
  if (command !== undefined) return { text: `${looked}; to go on:`, command };
  return { text: next === undefined ? `${looked}, to the end` : `${looked}; there are more` };
};

export const document = subscriberListDocument;
export const view = subscriberListView;

/** Subscribers that were found, and where the looking stands after them. */
interface FoundSubscribers {
  readonly subscribers: readonly SubscriberDocument[];
  readonly state: /** Novu was asked for exactly the text, and had these. */
    | { readonly kind: "exact" }
    /** What was read so far; `next` is where the rest begins, if there is any. */
    | { readonly kind: "read"; readonly lookedAt: number; readonly next: string | undefined }
    /** Enough were found before the end of what was read. */
    | { readonly kind: "enough"; readonly lookedAt: number };
}

type Calls = Pick<Novu, "subscriberPages" | "exactSubscribers">;

/** A text that is found nowhere must not make us read all of a large environment unasked. */
const LOOKED_AT = 1_000;

const findSubscribers = (novu: Calls, input: ListSubscribersInput): AsyncIterable<FoundSubscribers> =>
  input.search === undefined ? listed(novu, input) : searched(novu, input, input.search);

async function* listed(novu: Calls, { after, limit }: ListSubscribersInput): AsyncIterable<FoundSubscribers> {
  let lookedAt = 0;
  for await (const { subscribers, next } of novu.subscriberPages({ after, most: limit })) {
    lookedAt += subscribers.length;
    yield { subscribers, state: { kind: "read", lookedAt, next } };
  }
}

/** Novu finds only exact values, so first it is asked for those; else the newest are looked through here. */
async function* searched(
  novu: Calls,
  { after, limit }: ListSubscribersInput,
  text: string,
): AsyncIterable<FoundSubscribers> {
  if (after === undefined && limit !== undefined) {
    const exact = await novu.exactSubscribers(text);
    if (exact.length > 0) {
      yield { subscribers: exact.slice(0, limit), state: { kind: "exact" } };
      return;
    }
  }
  let lookedAt = 0;
  let wanted = limit ?? Number.POSITIVE_INFINITY;
  for await (const { subscribers, next } of novu.subscriberPages({
    after,
    most: limit === undefined ? undefined : LOOKED_AT,
  })) {
    lookedAt += subscribers.length;
    const matching = subscribers.filter(({ subscriber }) => mentions(subscriber, text));
    const taken = matching.slice(0, wanted);
    wanted -= taken.length;
    const isCut = taken.length < matching.length;
    yield {
      subscribers: taken,
      state: isCut ? { kind: "enough", lookedAt } : { kind: "read", lookedAt, next },
    };
    if (wanted === 0) return;
  }
}

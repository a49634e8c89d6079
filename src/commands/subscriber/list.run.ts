import type { Epilogue, InParts } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
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
import { type FoundSubscribers, findSubscribers } from "./find-subscribers.js";
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

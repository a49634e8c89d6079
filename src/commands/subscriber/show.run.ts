import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { type PlacedSubscriber, subscriberView } from "../../views/subscriber-view.js";
import type { ShowSubscriberInput } from "./show.js";

export const run = async (
  { connect, output }: Pick<Context, "connect" | "output">,
  { subscriberId }: ShowSubscriberInput,
): Promise<Outcome<PlacedSubscriber>> => {
  const { novu, facts } = await connect();
  const found = await output.during("asking Novu", novu.subscriber(subscriberId));
  return { model: { ...found, place: facts } };
};

export const document = ({ document }: PlacedSubscriber) => document;
export const view = subscriberView;

import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { SubscriberDocument } from "../../novu/subscribers.js";
import type { View } from "../../output/view.js";
import { jsonOrNone, textOrNone, timeOrNone } from "../../views/cells.js";
import { type ConnectionLocation, locationText } from "../../views/location-text.js";

interface ShowSubscriberInput {
  readonly subscriberId: string;
}

interface ShownSubscriber extends SubscriberDocument {
  readonly location: ConnectionLocation;
}

const run = async (
  { connect, output }: Pick<Context, "connect" | "output">,
  { subscriberId }: ShowSubscriberInput,
): Promise<Outcome<ShownSubscriber>> => {
  const { novu, connection } = await connect();
  const found = await output.during("contacting Novu", novu.subscriber(subscriberId));
  return { model: { ...found, location: connection } };
};

const document = ({ document }: ShownSubscriber) => document;

const view = ({ subscriber, location }: ShownSubscriber): View => ({
  headline: {
    level: "info",
    text: `subscriber ${subscriber.subscriberId ?? ""}`,
    context: locationText(location),
  },
  fields: [
    { label: "subscriber", value: textOrNone(subscriber.subscriberId) },
    { label: "name", value: textOrNone(subscriber.name || undefined) },
    { label: "e-mail", value: textOrNone(subscriber.email) },
    { label: "phone", value: textOrNone(subscriber.phone) },
    { label: "locale", value: textOrNone(subscriber.locale) },
    { label: "timezone", value: textOrNone(subscriber.timezone) },
    { label: "channels", value: textOrNone(subscriber.channels.join(", ") || undefined) },
    { label: "data", value: jsonOrNone(subscriber.data) },
    { label: "created", value: timeOrNone(subscriber.createdAt) },
    { label: "novu's internal id", value: textOrNone(subscriber.internalId) },
  ],
});

export const body = { run, document, view };

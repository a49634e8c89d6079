import type { JsonObject, JsonValue } from "../model/json.js";
import type { Subscriber } from "../model/subscriber.js";
import type { Cell, View } from "../output/view.js";
import { counted } from "./counted.js";
import { type Location, locationText } from "./location-text.js";
import { textOrNone } from "./profile-view.js";

interface SubscriberDocument {
  readonly document: JsonObject;
  readonly subscriber: Subscriber;
}

/** Subscribers of a list, what they were to mention, and where. */
export interface SubscriberList {
  readonly subscribers: readonly SubscriberDocument[];
  readonly search: string | undefined;
  readonly place: Location;
  /** Not a part of what is shown as it comes. */
  readonly isWhole: boolean;
}

export const subscriberListDocument = ({ subscribers }: SubscriberList): JsonValue =>
  subscribers.map(({ document }) => document);

export const subscriberListView = ({ subscribers, search, place, isWhole }: SubscriberList): View => ({
  ...(isWhole
    ? {
        headline: {
          level: "info",
          text: headlineOf(subscribers.length, search),
          context: locationText(place, environmentOf(subscribers[0])),
        },
      }
    : {}),
  table: {
    columns: [
      { title: "SUBSCRIBER" },
      { title: "NAME", shrinks: true },
      { title: "EMAIL" },
      { title: "PHONE", optional: true },
      { title: "CREATED" },
    ],
    rows: subscribers.map(({ subscriber }) => [
      textOrNone(subscriber.subscriberId),
      textOrNone(subscriber.name || undefined),
      textOrNone(subscriber.email),
      textOrNone(subscriber.phone),
      timeCell(subscriber.createdAt),
    ]),
  },
});

const headlineOf = (count: number, search: string | undefined): string => {
  const what = search === undefined ? "" : ` with "${search}" in id, name, e-mail or phone`;
  return count === 0 ? `no subscriber${what}` : `${counted(count, "subscriber")}${what}`;
};

const environmentOf = (first: SubscriberDocument | undefined): string | undefined => {
  const id = first?.document._environmentId;
  return typeof id === "string" ? id : undefined;
};

/** One subscriber, and where. */
export interface PlacedSubscriber extends SubscriberDocument {
  readonly place: Location;
}

/** Channels are named by their provider; what opens them stays out of sight (domain/subscriber). */
export const subscriberView = ({ document, subscriber, place }: PlacedSubscriber): View => ({
  headline: {
    level: "info",
    text: `subscriber ${subscriber.subscriberId ?? ""}`,
    context: locationText(place, environmentOf({ document, subscriber })),
  },
  fields: [
    { label: "subscriber", value: textOrNone(subscriber.subscriberId) },
    { label: "name", value: textOrNone(subscriber.name || undefined) },
    { label: "e-mail", value: textOrNone(subscriber.email) },
    { label: "phone", value: textOrNone(subscriber.phone) },
    { label: "locale", value: textOrNone(subscriber.locale) },
    { label: "timezone", value: textOrNone(subscriber.timezone) },
    { label: "channels", value: textOrNone(subscriber.channels.join(", ") || undefined) },
    { label: "data", value: subscriber.data === undefined ? "none" : { json: subscriber.data } },
    { label: "created", value: timeCell(subscriber.createdAt) },
    { label: "novu's own id", value: textOrNone(subscriber.internalId) },
  ],
});

const timeCell = (time: string | undefined): Cell => (time === undefined ? "none" : { time });

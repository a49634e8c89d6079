import { arrayOf, isJsonObject, type JsonObject, type JsonValue, objectOf, stringOf } from "./json.js";

/** The fields of a subscriber that the tool uses. The document keeps all others. */
export interface Subscriber {
  /** The ID that the customer's own system gave, used in every route. */
  readonly subscriberId: string | undefined;
  /** Novu's `_id`. */
  readonly internalId: string | undefined;
  readonly name: string;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly locale: string | undefined;
  readonly timezone: string | undefined;
  readonly createdAt: string | undefined;
  readonly data: JsonObject | undefined;
  /** The provider IDs of the subscriber's channels. */
  readonly channels: readonly string[];
}

/**
 * Reads a v1 or v2 subscriber. Total: every field can be absent, null or of another type
 * (docs/novu-api.md, "Message fields").
 */
export const readSubscriber = (document: JsonObject): Subscriber => ({
  subscriberId: stringOf(document.subscriberId),
  internalId: stringOf(document._id),
  name: [document.firstName, document.lastName].flatMap((part) => stringOf(part)?.trim() || []).join(" "),
  email: stringOf(document.email),
  phone: stringOf(document.phone),
  locale: stringOf(document.locale),
  timezone: stringOf(document.timezone),
  createdAt: stringOf(document.createdAt),
  data: objectOf(document.data),
  channels: arrayOf(document.channels).flatMap((channel) => stringOf(objectOf(channel)?.providerId) ?? []),
});

/** Whether ID, name, email or phone contain the text, ignoring case. */
export const matchesText = (subscriber: Subscriber, text: string): boolean => {
  const wanted = text.toLowerCase();
  const { subscriberId, name, email, phone } = subscriber;
  return [subscriberId, name, email, phone].some((part) => part?.toLowerCase().includes(wanted));
};

const HIDDEN = "***";

/**
 * The document without credentials. With a chat's webhook address or a device's push token, anyone can write to the
 * person (docs/novu-api.md, "Message fields"), and looking up a subscriber does not need them. So they are left out
 * even from the JSON, which otherwise contains everything that Novu returned.
 */
export const withoutCredentials = (document: JsonObject): JsonObject =>
  Array.isArray(document.channels)
    ? { ...document, channels: document.channels.map(withoutChannelCredentials) }
    : document;

const withoutChannelCredentials = (channel: JsonValue): JsonValue =>
  isJsonObject(channel) && Object.hasOwn(channel, "credentials")
    ? { ...channel, credentials: hidden(channel.credentials) }
    : channel;

/** Keeps the names, to show which credentials are set. */
const hidden = (credentials: JsonValue | undefined): JsonValue =>
  isJsonObject(credentials)
    ? Object.fromEntries(Object.keys(credentials).map((name) => [name, HIDDEN]))
    : HIDDEN;

/** Subscriber IDs are arbitrary text; only these cannot be part of a URL path. Does not check for an empty ID. */
export const fitsUrlPath = (subscriberId: string): boolean =>
  subscriberId !== "." && subscriberId !== ".." && subscriberId.isWellFormed();

import { arrayOf, isJsonObject, type JsonObject, type JsonValue, objectOf, stringOf } from "./json.js";

/** What we understand of a subscriber. Everything else stays in the document. */
export interface Subscriber {
  /** The caller's own id, which every address uses. */
  readonly subscriberId: string | undefined;
  /** Novu's own `_id`. */
  readonly internalId: string | undefined;
  readonly name: string;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly locale: string | undefined;
  readonly timezone: string | undefined;
  readonly createdAt: string | undefined;
  readonly data: JsonObject | undefined;
  /** The providers of the subscriber's channels. */
  readonly channels: readonly string[];
}

/** The fields of a subscriber (docs/novu-api.md, "Message fields"); `--fields` accepts these and paths below them. */
export const SUBSCRIBER_FIELDS = [
  "_id",
  "id",
  "subscriberId",
  "firstName",
  "lastName",
  "email",
  "phone",
  "avatar",
  "locale",
  "timezone",
  "data",
  "channels",
  "topics",
  "isOnline",
  "lastOnlineAt",
  "deleted",
  "createdAt",
  "updatedAt",
  "_organizationId",
  "_environmentId",
  "__v",
] as const;

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

/** Whether id, name, e-mail or phone hold the text, upper and lower case alike. */
export const mentions = (subscriber: Subscriber, text: string): boolean => {
  const wanted = text.toLowerCase();
  const { subscriberId, name, email, phone } = subscriber;
  return [subscriberId, name, email, phone].some((part) => part?.toLowerCase().includes(wanted));
};

const HIDDEN = "***";

/**
 * The document without credentials: anyone can write to the person with a chat's webhook address or a device's push
 * token (docs/novu-api.md, "Message fields"), and looking up a subscriber does not need them. So they are not even in
 * the JSON, which otherwise has everything that Novu returned.
 */
export const withoutCredentials = (document: JsonObject): JsonObject =>
  Array.isArray(document.channels)
    ? { ...document, channels: document.channels.map(withoutOwnCredentials) }
    : document;

const withoutOwnCredentials = (channel: JsonValue): JsonValue =>
  isJsonObject(channel) && Object.hasOwn(channel, "credentials")
    ? { ...channel, credentials: hidden(channel.credentials) }
    : channel;

/** The names stay, so that it can be seen that there is something. */
const hidden = (credentials: JsonValue | undefined): JsonValue =>
  isJsonObject(credentials)
    ? Object.fromEntries(Object.keys(credentials).map((name) => [name, HIDDEN]))
    : HIDDEN;

/** Subscriber ids are the caller's own; only these cannot stand in an address. Empty is not looked at here. */
export const fitsAddress = (subscriberId: string): boolean =>
  subscriberId !== "." && subscriberId !== ".." && subscriberId.isWellFormed();

import { arrayOf, type JsonObject, type JsonValue, stringOf } from "./json.js";
import { contentOf } from "./message.js";

/** What only a look at one message needs. */
export interface MessageDetails {
  /** As it came: plain text or HTML. */
  readonly content: string;
  /** What the trigger was given; not the action's payload. */
  readonly triggerPayload: JsonValue | undefined;
  readonly errorText: string | undefined;
  readonly channel: string | undefined;
  /** The last of several deliveries, which snoozing makes; RFC 3339. */
  readonly deliveredAt: string | undefined;
  readonly seenAt: string | undefined;
  readonly readAt: string | undefined;
}

/** Reads the rest of a v1 message (docs/novu-api.md, "Message fields"). Total, like `readMessage`. */
export const readDetails = (document: JsonObject): MessageDetails => ({
  content: contentOf(document.content),
  triggerPayload: document.payload,
  errorText: stringOf(document.errorText),
  channel: stringOf(document.channel),
  deliveredAt: stringOf(arrayOf(document.deliveredAt).at(-1)),
  seenAt: stringOf(document.lastSeenDate),
  readAt: stringOf(document.lastReadDate),
});

import { arrayOf, type JsonObject, type JsonValue, stringOf } from "../../model/json.js";
import { contentOf } from "../../model/message.js";

/** What only the view of a single message shows. */
export interface MessageDetails {
  /** Unchanged: plain text or HTML. */
  readonly content: string;
  /** The payload of the trigger; not that of the answer. */
  readonly triggerPayload: JsonValue | undefined;
  readonly errorText: string | undefined;
  readonly channel: string | undefined;
  /** The last delivery, RFC 3339; snoozing delivers a message again. */
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

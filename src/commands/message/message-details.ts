import { arrayOf, type JsonObject, type JsonValue, objectOf, stringOf } from "../../model/json.js";
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
  /** The workflow's own data for the message. */
  readonly data: JsonValue | undefined;
  /** Where a click on the message leads. */
  readonly link: string | undefined;
  /** Where a click on a button leads, for the buttons that have a link. */
  readonly buttonLinks: readonly ButtonLink[];
  readonly severity: string | undefined;
  readonly tags: readonly string[];
  readonly contexts: readonly string[];
  /** Address of a picture. */
  readonly avatar: string | undefined;
}

interface ButtonLink {
  readonly type: string;
  readonly url: string;
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
  data: document.data ?? undefined,
  link: stringOf(objectOf(objectOf(document.cta)?.data)?.url) || undefined,
  buttonLinks: buttonLinksOf(document),
  severity: stringOf(document.severity),
  tags: textsIn(document.tags),
  contexts: textsIn(document.contextKeys),
  avatar: stringOf(document.avatar),
});

const textsIn = (list: JsonValue | undefined): readonly string[] =>
  arrayOf(list).flatMap((item) => stringOf(item) ?? []);

const buttonLinksOf = (document: JsonObject): readonly ButtonLink[] =>
  arrayOf(objectOf(objectOf(document.cta)?.action)?.buttons).flatMap((button) => {
    const url = stringOf(objectOf(button)?.url);
    return url ? [{ type: stringOf(objectOf(button)?.type) ?? "", url }] : [];
  });

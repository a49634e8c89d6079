import type { Button } from "./action.js";
import {
  arrayOf,
  booleanOf,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectOf,
  stringOf,
} from "./json.js";

/** One button of a message, as the server sent it: any type, any label (docs/novu-api.md, "Message fields"). */
export interface MessageButton {
  readonly type: string;
  readonly label: string;
  readonly resultContent: string | undefined;
}

/** The answer of a message: button, status and payload (docs/novu-api.md, "One answer per message"). */
export interface Answer {
  /** Absent before the first answer; “pending”, “done”, or any other string that was stored. */
  readonly status: string | undefined;
  readonly button: string | undefined;
  readonly payload: JsonValue | undefined;
}

/** The fields of a message that the tool uses, from v1 or v2. The document keeps all others. */
export interface Message {
  readonly id: string | undefined;
  readonly title: string;
  readonly buttons: readonly MessageButton[];
  readonly answer: Answer;
  readonly workflow: string | undefined;
  readonly transactionId: string | undefined;
  readonly environmentId: string | undefined;
  /** The `subscriberId` of the recipient; only lists contain it. */
  readonly subscriberId: string | undefined;
  readonly createdAt: string | undefined;
  /** When any field last changed: the answer, but also a mark such as read. */
  readonly updatedAt: string | undefined;
  /** Status of the delivery, “sent”, “error” or “warning”; never that of the answer. */
  readonly delivery: string | undefined;
  readonly read: boolean | undefined;
  readonly seen: boolean | undefined;
  readonly archived: boolean | undefined;
  /** RFC 3339. Undefined for a message that is not snoozed. */
  readonly snoozedUntil: string | undefined;
}

/** A message as the server sent it, and what the tool reads from it. */
export interface MessageDocument {
  readonly document: JsonObject;
  readonly message: Message;
}

/** Tags that render as a line break. */
const LINE_BREAK = /<\/?(?:br|p|div|li|ul|ol|h[1-6]|tr|blockquote)\b[^<>]*>/gi;
const TAG = /<\/?[a-z][^<>]*>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": " ",
};

/** Characters that a plain single line does not contain. */
const HAS_MARKUP = /[<&\n]/;

/** The first line that is not blank. A pattern, because splitting a long text of line breaks is slow. */
const FIRST_TEXT_LINE = /\S[^\n]*/;

/** What a message can be marked as (docs/novu-api.md, "Marks and delete"). */
export const SEEN_MARKS = ["read", "unread", "seen", "unseen"] as const;
export type SeenMark = (typeof SEEN_MARKS)[number];

/** Marks of v2. */
export type ShelfMark = "archived" | "unarchived" | "snoozed" | "unsnoozed";
export const MARKS = [...SEEN_MARKS, "archived", "unarchived", "snoozed", "unsnoozed"] as const;
export type Mark = (typeof MARKS)[number];

/** How to find one message: by its ID, by the transaction of its trigger, or as the latest one. */
export type MessageSelector =
  | { readonly by: "id"; readonly subscriberId: string; readonly messageId: string }
  | {
      readonly by: "transaction";
      readonly transactionId: string;
      /** If absent, the subscriber is read from the message. */
      readonly subscriberId: string | undefined;
    }
  | { readonly by: "latest"; readonly subscriberId: string };

/** A button by its type, or by its label, for which the message must be read. */
export type ButtonSelector = { readonly type: Button } | { readonly label: string };

/** Reads a v1 message. Total: every field can be absent or of another type (docs/novu-api.md, "Message fields"). */
export const readMessage = (document: JsonObject): Message => {
  const action = objectOf(objectOf(document.cta)?.action);
  const result = objectOf(action?.result);
  return {
    id: stringOf(document._id) ?? stringOf(document.id),
    title: titleOf(document),
    buttons: arrayOf(action?.buttons).filter(isJsonObject).map(readButton),
    answer: { status: stringOf(action?.status), button: stringOf(result?.type), payload: result?.payload },
    workflow: stringOf(document.templateIdentifier),
    transactionId: stringOf(document.transactionId),
    environmentId: stringOf(document._environmentId),
    subscriberId: stringOf(objectOf(document.subscriber)?.subscriberId),
    createdAt: stringOf(document.createdAt),
    updatedAt: stringOf(document.updatedAt),
    delivery: stringOf(document.status),
    read: booleanOf(document.read),
    seen: booleanOf(document.seen),
    archived: booleanOf(document.archived),
    snoozedUntil: stringOf(document.snoozedUntil) || undefined,
  };
};

const readButton = (button: JsonObject): MessageButton => ({
  type: stringOf(button.type) ?? "",
  label: stringOf(button.content) ?? "",
  resultContent: stringOf(button.resultContent),
});

const titleOf = (document: JsonObject): string =>
  stringOf(document.subject) || firstLine(contentOf(document.content)) || stringOf(document.title) || "";

/** Content is a string, an e-mail block, a list of blocks, or null (docs/novu-api.md, "Message fields"). */
export const contentOf = (content: JsonValue | undefined): string => {
  if (typeof content === "string") return content;
  const blocks = Array.isArray(content) ? content : [content];
  return blocks.map((block) => stringOf(objectOf(block)?.content) ?? "").join("\n");
};

/** The first line of a message's content as text, without HTML tags and entities. */
export const firstLine = (content: string): string => {
  if (!HAS_MARKUP.test(content)) return content.trim();
  const text = content
    .replace(LINE_BREAK, "\n")
    .replace(TAG, "")
    .replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity);
  return (FIRST_TEXT_LINE.exec(text)?.[0] ?? "").trim();
};

/** Whether the message is in the state that the mark asks for. */
export const isMarked = (mark: SeenMark, { read, seen }: Message): boolean => STATES[mark]({ read, seen });

const STATES: Readonly<Record<SeenMark, (state: Pick<Message, "read" | "seen">) => boolean>> = {
  read: ({ read }) => read === true,
  unread: ({ read }) => read === false,
  seen: ({ seen }) => seen === true,
  unseen: ({ seen }) => seen === false,
};

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
  /** Absent on a message nobody has touched; “pending”, “done”, or rubbish someone stored. */
  readonly status: string | undefined;
  readonly button: string | undefined;
  readonly payload: JsonValue | undefined;
}

/** What we understand of a message, whichever API it came through. Everything else stays in the document. */
export interface Message {
  readonly id: string | undefined;
  readonly title: string;
  readonly buttons: readonly MessageButton[];
  readonly answer: Answer;
  readonly workflow: string | undefined;
  readonly transactionId: string | undefined;
  readonly environmentId: string | undefined;
  /** The caller's own id of whom it is for; only lists tell it. */
  readonly subscriberId: string | undefined;
  readonly createdAt: string | undefined;
  /** When anything of it last changed: an answer, but also a mark such as read. */
  readonly updatedAt: string | undefined;
  /** “sent”, “error”, “warning”: how the delivery went; never the action's status. */
  readonly delivery: string | undefined;
  readonly read: boolean | undefined;
  readonly seen: boolean | undefined;
}

/** Tags that a person sees as the end of a line. */
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

/** What a line of plain words has none of. */
const MARKED = /[<&\n]/;

/** The first line with something to read on it, without what comes before; a text of line breaks is not split. */
const FIRST_WORDS = /\S[^\n]*/;

/** What a message can be marked as (docs/novu-api.md, "Marks and delete"). */
export const MARKS = ["read", "unread", "seen", "unseen"] as const;
export type Mark = (typeof MARKS)[number];

/** How one message is addressed: by its own id, by the trigger it came from, or as the newest one. */
export type MessageSelector =
  | { readonly by: "id"; readonly subscriberId: string; readonly messageId: string }
  | {
      readonly by: "transaction";
      readonly transactionId: string;
      /** Absent where the message itself is to tell whose it is. */
      readonly subscriberId: string | undefined;
    }
  | { readonly by: "latest"; readonly subscriberId: string };

/** A button by its type, or by what is written on it, which only the message can tell. */
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

/** The first line of a message's content as a person reads it: without HTML tags and entities. */
export const firstLine = (content: string): string => {
  if (!MARKED.test(content)) return content.trim();
  const text = content
    .replace(LINE_BREAK, "\n")
    .replace(TAG, "")
    .replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity);
  return (FIRST_WORDS.exec(text)?.[0] ?? "").trim();
};

/** Whether the message is in the state that the mark asks for. */
export const isMarked = (mark: Mark, { read, seen }: Message): boolean => STATES[mark]({ read, seen });

const STATES: Readonly<Record<Mark, (state: Pick<Message, "read" | "seen">) => boolean>> = {
  read: ({ read }) => read === true,
  unread: ({ read }) => read === false,
  seen: ({ seen }) => seen === true,
  unseen: ({ seen }) => seen === false,
};

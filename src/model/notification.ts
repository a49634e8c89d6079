import { BUTTONS } from "./action.js";
import { booleanOf, type JsonObject, objectOf, stringOf } from "./json.js";
import { type Answer, firstLine, type Message, type MessageButton } from "./message.js";

/**
 * Reads a v2 InboxNotification, which lacks the payload and the delivery status of a message
 * (docs/novu-api.md, "v2 notifications").
 */
export const readNotification = (document: JsonObject): Message => ({
  id: stringOf(document.id),
  title: stringOf(document.subject) || firstLine(stringOf(document.body) ?? ""),
  buttons: readButtons(document),
  answer: readAnswer(document),
  workflow: stringOf(objectOf(document.workflow)?.identifier),
  transactionId: stringOf(document.transactionId),
  environmentId: undefined,
  subscriberId: stringOf(objectOf(document.to)?.subscriberId),
  createdAt: stringOf(document.createdAt),
  updatedAt: stringOf(document.updatedAt),
  delivery: undefined,
  read: booleanOf(document.isRead),
  seen: booleanOf(document.isSeen),
  archived: booleanOf(document.isArchived),
  snoozedUntil: stringOf(document.snoozedUntil) || undefined,
});

const actionOf = (document: JsonObject, button: string): JsonObject | undefined =>
  objectOf(document[`${button}Action`]);

const readButtons = (document: JsonObject): MessageButton[] =>
  BUTTONS.flatMap((type) => {
    const action = actionOf(document, type);
    return action === undefined
      ? []
      : [{ type, label: stringOf(action.label) ?? "", resultContent: undefined }];
  });

/** v2 only shows a completed button; a stored “pending” and no status look the same. */
const readAnswer = (document: JsonObject): Answer => {
  const done = BUTTONS.find((button) => actionOf(document, button)?.isCompleted === true);
  return { status: done && "done", button: done, payload: undefined };
};

import { badRequest } from "../api-error.js";
import { applyMark, isV1Mark, type V1Mark, v1Marks } from "../marks.js";
import type { MessageMarks, StoredMessage } from "../message.js";
import type { Call, Route } from "../server/route.js";
import { bodyOf, existingSubscriber } from "../validation.js";
import { storedMessageDocument } from "../views/message-document.js";

const markOf = (call: Call): V1Mark => {
  const { markAs } = bodyOf(call);
  if (!isV1Mark(markAs)) {
    throw call.serverState.behavior.invalidInput([
      `markAs must be one of the following values: ${["read", "seen", "unread", "unseen"].join(", ")}`,
    ]);
  }
  return markAs;
};

/** One ID, a list of IDs, or a comma-separated text. */
const messageIdsOf = (call: Call): readonly string[] => {
  const { messageId } = bodyOf(call);
  const ids = (Array.isArray(messageId) ? messageId : String(messageId ?? "").split(","))
    .filter((id) => typeof id === "string")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  if (ids.length === 0) {
    throw badRequest("messageId is required");
  }
  return ids;
};

const markMessages = (call: Call): unknown => {
  const { serverState, environment, now } = call;
  const mark = v1Marks[markOf(call)];
  const ids = messageIdsOf(call);
  const subscriber = existingSubscriber(call);
  const all = ids.map((id) => environment.messages.get(id)).filter((message) => message !== undefined);
  const isOwn = (message: StoredMessage) => message.subscriberInternalId === subscriber.internalId;
  for (const message of all.filter(isOwn)) {
    applyMark(message, mark, now);
  }
  const document = (message: StoredMessage) => storedMessageDocument(serverState, environment, message);
  return serverState.behavior.markedMessages(all.map(document), all.filter(isOwn).map(document));
};

const needsMark: Readonly<Record<V1Mark, (marks: MessageMarks) => boolean>> = {
  read: ({ read }) => !read,
  unread: ({ read }) => read,
  seen: ({ seen }) => !seen,
  unseen: ({ seen }) => seen,
};

const markAll = (call: Call): number => {
  const word = markOf(call);
  const { internalId } = existingSubscriber(call);
  const found = call.environment.messages.newestFirst(
    (message) => message.subscriberInternalId === internalId && needsMark[word](message.state.marks),
  );
  for (const message of found) {
    applyMark(message, v1Marks[word], call.now);
  }
  return found.length;
};

const prefix = "/v1/subscribers/:subscriberId/messages";

export const markRoutes: readonly Route[] = [
  { method: "POST", path: `${prefix}/mark-as`, category: "configuration", handle: markMessages },
  { method: "POST", path: `${prefix}/mark-all`, category: "configuration", handle: markAll },
];

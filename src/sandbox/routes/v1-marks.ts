import { badRequest, notFound } from "../api-error.js";
import { applyMark, type MarkChange } from "../marks.js";
import type { MessageMarks, StoredMessage } from "../message.js";
import type { Call, Route } from "../server/route.js";
import type { StoredSubscriber } from "../subscribers.js";
import { bodyOf, param, throwComplaints } from "../validation.js";
import { storedMessageDocument } from "../views/message-document.js";

/** What the v1 mark routes write; `unread` and `unseen` also set the date. */
const v1Marks = {
  read: (marks, at) => ({ ...marks, seen: true, lastSeenDate: at, read: true, lastReadDate: at }),
  unread: (marks, at) => ({ ...marks, seen: true, lastSeenDate: at, read: false, lastReadDate: at }),
  seen: (marks, at) => ({ ...marks, seen: true, lastSeenDate: at }),
  unseen: (marks, at) => ({ ...marks, seen: false, lastSeenDate: at }),
} satisfies Record<string, MarkChange>;

type V1Mark = keyof typeof v1Marks;

const isV1Mark = (word: unknown): word is V1Mark => typeof word === "string" && Object.hasOwn(v1Marks, word);

const markComplaints = (markAs: unknown): readonly string[] =>
  isV1Mark(markAs)
    ? []
    : [`markAs must be one of the following values: ${["read", "seen", "unread", "unseen"].join(", ")}`];

const markOf = (call: Call, otherComplaints: readonly string[] = []): V1Mark => {
  const { markAs } = bodyOf(call);
  throwComplaints(call, [...otherComplaints, ...markComplaints(markAs)]);
  return markAs as V1Mark;
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

/** These routes have a text of their own. */
const subscriberOf = (call: Call, text: (subscriberId: string) => string): StoredSubscriber => {
  const subscriberId = param(call, "subscriberId");
  const subscriber = call.environment.subscribers.get(subscriberId);
  if (subscriber === undefined) throw notFound(text(subscriberId));
  return subscriber;
};

const markMessages = (call: Call): unknown => {
  const { serverState, environment, now } = call;
  const mark = v1Marks[markOf(call, serverState.behavior.messageIdComplaints(bodyOf(call).messageId))];
  const ids = messageIdsOf(call);
  const subscriber = subscriberOf(call, (subscriberId) => `Subscriber ${subscriberId} not found`);
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
  const { internalId } = subscriberOf(
    call,
    (subscriberId) =>
      `Subscriber ${subscriberId} does not exist in environment ${call.environment.id}, ` +
      "please provide a valid subscriber identifier",
  );
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

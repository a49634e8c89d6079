import { type ApiError, badRequest, notFound } from "../api-error.js";
import type { StoredAnswer, StoredMessage } from "../message.js";
import { overlap, type RequestSpan } from "../request-tracker.js";
import type { Call, Route } from "../server/route.js";
import { storedJson } from "../stored-json.js";
import { bodyOf, objectIdParam, param } from "../validation.js";
import { messageDocument } from "../views/message-document.js";

interface ActionWrite {
  readonly type: string;
  readonly status: string;
  readonly payload?: unknown;
}

const statusOf = (call: Call): string => {
  const { status } = bodyOf(call);
  if (typeof status === "string") {
    return status;
  }
  const absent = status === undefined || status === null ? ["status should not be null or undefined"] : [];
  throw call.serverState.behavior.invalidInput([...absent, "status must be a string"]);
};

/**
 * The same error for another subscriber's message and for a write that modified nothing
 * (docs/novu-api.md, "Identical writes at the same instant").
 */
export const messageNotHere = (messageId: string): ApiError =>
  badRequest(
    `Message with the id: ${messageId} was not found for this environment. ` +
      "Make sure to address correct message before trying to modify it.",
  );

/**
 * Checks the body, message ID, message, subscriber and owner, in the order of Novu's servers
 * (docs/novu-api.md, "The action route (v1)").
 */
const setActionStatus = (call: Call): unknown => {
  const { serverState, environment, now, requestSpan } = call;
  const status = statusOf(call);
  const messageId = objectIdParam(call, "UpdateMessageActionsCommand", "messageId");
  const message = environment.messages.get(messageId);
  if (message === undefined) {
    throw notFound(`Message ${messageId} not found`);
  }
  const subscriberId = param(call, "subscriberId");
  const subscriber = environment.subscribers.get(subscriberId);
  if (subscriber === undefined) {
    throw badRequest(
      `Subscriber with the id: ${subscriberId} was not found for this environment. ` +
        "Make sure to create a subscriber before trying to modify it.",
    );
  }
  const write = { type: param(call, "type"), status, payload: storedJson(bodyOf(call).payload) };
  if (
    message.subscriberInternalId !== subscriber.internalId ||
    !writeAnswer(message, write, now, requestSpan)
  ) {
    throw messageNotHere(messageId);
  }
  return messageDocument(serverState, environment, message);
};

export const messageActions: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/subscribers/:subscriberId/messages/:messageId/actions/:type",
    category: "configuration",
    handle: setActionStatus,
  },
];

/**
 * No state machine and no enum; an empty status or a falsy payload keeps the old one
 * (docs/novu-api.md, "The action route (v1)" and "Payload").
 */
const nextAnswer = (answer: StoredAnswer, write: ActionWrite): StoredAnswer => ({
  ...answer,
  type: write.type,
  ...(write.status ? { status: write.status } : {}),
  ...(write.payload ? { payload: write.payload } : {}),
});

const lastWriters = new WeakMap<StoredMessage, RequestSpan>();

/**
 * Whether the database would report a modified document. It would not if another request in flight wrote the same
 * values in the same millisecond (docs/novu-api.md, "Identical writes at the same instant").
 */
const writeAnswer = (
  message: StoredMessage,
  write: ActionWrite,
  at: number,
  requestSpan: RequestSpan,
): boolean => {
  const answer = nextAnswer(message.state.answer, write);
  const lastWriter = lastWriters.get(message);
  const unmodified =
    lastWriter !== undefined &&
    overlap(lastWriter, requestSpan) &&
    message.state.updatedAt === at &&
    JSON.stringify(answer) === JSON.stringify(message.state.answer);
  lastWriters.set(message, requestSpan);
  message.state = { ...message.state, answer, updatedAt: at };
  return !unmodified;
};

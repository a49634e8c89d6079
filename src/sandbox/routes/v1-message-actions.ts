import { type ApiError, badRequest, notFound } from "../api-error.js";
import type { Call } from "../server/call.js";
import type { Route } from "../server/route.js";
import { writeAnswer } from "../stored-answer.js";
import { bodyOf, objectIdParam, param } from "../validation.js";
import { messageDocument } from "../views/message-document.js";

const statusOf = (call: Call): string => {
  const { status } = bodyOf(call);
  if (typeof status === "string") {
    return status;
  }
  const absent = status === undefined || status === null ? ["status should not be null or undefined"] : [];
  throw call.world.behavior.invalidInput([...absent, "status must be a string"]);
};

/**
 * One text for another subscriber's message and for a write that modified nothing
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
  const { world, environment, now, requestSpan } = call;
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
  const write = { type: param(call, "type"), status, payload: bodyOf(call).payload };
  if (message.subscriberKey !== subscriber.key || !writeAnswer(message, write, now, requestSpan)) {
    throw messageNotHere(messageId);
  }
  return messageDocument(world, environment, message);
};

export const messageActions: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/subscribers/:subscriberId/messages/:messageId/actions/:type",
    category: "configuration",
    answer: setActionStatus,
  },
];

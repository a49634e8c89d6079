import { notFound } from "../api-error.js";
import type { StoredMessage } from "../message.js";
import type { Call } from "../server/route.js";
import type { StoredSubscriber } from "../subscribers.js";
import { existingSubscriber, objectIdProblems, type Problems, param, throwProblems } from "../validation.js";

interface FoundNotification {
  readonly message: StoredMessage;
  readonly subscriber: StoredSubscriber;
}

/**
 * Checks the parameters, the subscriber and the notification, in this order (docs/novu-api.md, "v2 notifications").
 * @param problems of the other parameters
 */
export const findNotification = (call: Call, command: string, problems: Problems = {}): FoundNotification => {
  const notificationId = param(call, "notificationId");
  throwProblems(call, command, { ...objectIdProblems("notificationId", notificationId), ...problems });
  const subscriber = existingSubscriber(call);
  const message = call.environment.messages.get(notificationId);
  if (message === undefined || message.subscriberInternalId !== subscriber.internalId) {
    throw notFound(`Notification with id: ${notificationId} is not found.`);
  }
  return { message, subscriber };
};

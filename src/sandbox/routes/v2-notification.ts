import { notFound } from "../api-error.js";
import type { Message } from "../message.js";
import type { Call } from "../server/call.js";
import type { Subscriber } from "../subscribers.js";
import { knownSubscriber, objectIdProblems, type Problems, param, refuseProblems } from "../validation.js";

export const NOTIFICATIONS = "/v2/subscribers/:subscriberId/notifications";
export const NOTIFICATION = `${NOTIFICATIONS}/:notificationId`;

export interface FoundNotification {
  readonly message: Message;
  readonly subscriber: Subscriber;
}

/** Checks IDs and words, subscriber, notification, in this order (docs/novu-api.md, "v2 notifications"). */
export const findNotification = (call: Call, command: string, problems: Problems = {}): FoundNotification => {
  const notificationId = param(call, "notificationId");
  refuseProblems(call, command, { ...objectIdProblems("notificationId", notificationId), ...problems });
  const subscriber = knownSubscriber(call);
  const message = call.environment.messages.get(notificationId);
  if (message === undefined || message.subscriberKey !== subscriber.key) {
    throw notFound(`Notification with id: ${notificationId} is not found.`);
  }
  return { message, subscriber };
};

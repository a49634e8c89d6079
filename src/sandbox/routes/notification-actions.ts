import { badRequest } from "../api-error.js";
import { hasButton, isButtonType, pressButton } from "../press-button.js";
import type { Call } from "../server/route.js";
import type { Problems } from "../validation.js";
import { inboxNotification } from "../views/inbox-notification.js";
import { findNotification } from "./find-notification.js";

const problemsOf = (value: string): Problems =>
  isButtonType(value)
    ? {}
    : {
        actionType: {
          messages: ["actionType must be one of the following values: primary, secondary"],
          value,
        },
      };

/** Completes or reverts a button of the notification that the path names. */
export const pressHandler =
  (status: "done" | "pending", buttonOf: (call: Call) => string) =>
  (call: Call): unknown => {
    const button = buttonOf(call);
    const { message, subscriber } = findNotification(
      call,
      "UpdateNotificationActionCommand",
      problemsOf(button),
    );
    if (!isButtonType(button) || !hasButton(message, button)) {
      throw badRequest(`Could not perform action on the ${button} button because it does not exist.`);
    }
    pressButton(message, button, status, call.now);
    return inboxNotification(call.serverState, message, subscriber);
  };

import { badRequest } from "../api-error.js";
import { hasButton, pressButton } from "../click.js";
import type { ButtonType } from "../sandbox.js";
import type { Call } from "../server/call.js";
import type { Route } from "../server/route.js";
import { type Problems, param } from "../validation.js";
import { inboxNotification } from "../views/inbox-notification.js";
import { findNotification, NOTIFICATION } from "./v2-notification.js";

const isButtonType = (word: string): word is ButtonType => word === "primary" || word === "secondary";

const problemsOf = (value: string): Problems =>
  isButtonType(value)
    ? {}
    : {
        actionType: {
          messages: ["actionType must be one of the following values: primary, secondary"],
          value,
        },
      };

const act =
  (status: "done" | "pending") =>
  (call: Call): unknown => {
    const button = param(call, "actionType");
    const { message, subscriber } = findNotification(
      call,
      "UpdateNotificationActionCommand",
      problemsOf(button),
    );
    if (!isButtonType(button) || !hasButton(message, button)) {
      throw badRequest(`Could not perform action on the ${button} button because it does not exist.`);
    }
    pressButton(message, button, status, call.now);
    return inboxNotification(message, subscriber);
  };

const path = `${NOTIFICATION}/actions/:actionType`;

export const notificationActions: readonly Route[] = [
  { method: "PATCH", path: `${path}/complete`, category: "configuration", answer: act("done") },
  { method: "PATCH", path: `${path}/revert`, category: "configuration", answer: act("pending") },
];

import { badRequest } from "./api-error.js";
import type { StoredMessage } from "./message.js";
import type { ButtonType } from "./sandbox.js";

export const isButtonType = (word: unknown): word is ButtonType => word === "primary" || word === "secondary";

export const hasButton = (message: StoredMessage, button: string): boolean =>
  message.buttons.some(({ type }) => type === button);

/**
 * Completes or reverts as the Inbox and the v2 routes do: an unread message also becomes read
 * (docs/novu-api.md, "v2 notifications").
 */
export const pressButton = (
  message: StoredMessage,
  button: ButtonType,
  status: "done" | "pending",
  at: number,
): void => {
  const { state } = message;
  message.state = {
    ...state,
    answer: { ...state.answer, type: button, status },
    marks: state.marks.read
      ? state.marks
      : { ...state.marks, seen: true, read: true, lastSeenDate: at, lastReadDate: at },
    updatedAt: at,
  };
};

/** In the Inbox, only existing buttons can be pressed. @throws ApiError 400 */
export const assertHasButton = (message: StoredMessage, button: ButtonType): void => {
  if (!hasButton(message, button)) {
    throw badRequest(`Message ${message.id} has no ${button} button`);
  }
};

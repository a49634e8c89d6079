import { buttonsLabelled } from "../model/buttons.js";
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

/** The button with this type or label. In the Inbox, only existing buttons can be pressed. @throws ApiError 400 */
export const buttonNamed = (message: StoredMessage, word: string): ButtonType => {
  if (isButtonType(word)) {
    if (hasButton(message, word)) return word;
    throw badRequest(`Message ${message.id} has no ${word} button`);
  }
  const labelled = buttonsLabelled(
    message.buttons.map(({ type, content }) => ({ type, label: content })),
    word,
  );
  const [button, other] = labelled.map(({ type }) => type).filter(isButtonType);
  if (button !== undefined && other === undefined) return button;
  const problem = button === undefined ? `has no button "${word}"` : `has two buttons "${word}"`;
  const labels = message.buttons.map(({ type, content }) => `"${content}" (${type})`).join(", ");
  throw badRequest(`Message ${message.id} ${problem}; its buttons: ${labels || "none"}`);
};

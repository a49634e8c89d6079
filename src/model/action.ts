import type { JsonObject } from "./json.js";
import type { Answer } from "./message.js";

/**
 * The two buttons that a message can have. The server stores any word, so it is checked here
 * (docs/novu-api.md, "The action route (v1)").
 */
export const BUTTONS = ["primary", "secondary"] as const;
export type Button = (typeof BUTTONS)[number];

/** The two states of an answer. The server stores any string (docs/novu-api.md, "The action route (v1)"). */
export const ACTION_STATUSES = ["pending", "done"] as const;
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** v1 can write a payload; v2 cannot, and marks the message as read (docs/novu-api.md, "v2 notifications"). */
export const API_VERSIONS = ["v1", "v2"] as const;
export type ApiVersion = (typeof API_VERSIONS)[number];

/** What was asked of Novu: the one slot of one message, set to this. */
export interface ActionRequest {
  readonly subscriberId: string;
  readonly messageId: string;
  readonly button: Button;
  readonly status: ActionStatus;
  /** Absent keeps the stored payload, `{}` clears it, anything else replaces it (docs/novu-api.md, "Payload"). */
  readonly payload?: JsonObject;
  readonly api: ApiVersion;
}

/** What can be asked of a message's answer: which button holds it, or whether there is one at all. */
export const ACTION_CONDITIONS = [...BUTTONS, "pending", "done"] as const;
export type ActionCondition = (typeof ACTION_CONDITIONS)[number];

/** How a request that is not sent can be shown. */
export const PRINT_FORMS = ["curl", "http", "json"] as const;
export type PrintForm = (typeof PRINT_FORMS)[number];

/** A message nobody has touched has no status yet, and waits like one that says “pending”. */
export const isSo = (condition: ActionCondition, answer: Answer): boolean => {
  const isDone = answer.status === "done";
  if (condition === "pending") return !isDone;
  return condition === "done" ? isDone : pressedButton(answer) === condition;
};

/**
 * The pressed button, or undefined while there is no answer. A status alone is no answer, and a type that is not a
 * button was written through the API and not pressed (docs/novu-api.md, "One answer per message").
 */
export const pressedButton = ({ status, button }: Answer): Button | undefined =>
  status === "done" ? BUTTONS.find((word) => word === button) : undefined;

import type { JsonObject } from "./json.js";
import type { Answer } from "./message.js";

/**
 * The two buttons that a message can have. The server stores any word, so it is checked here
 * (docs/novu-api.md, "The action route (v1)").
 */
export const BUTTONS = ["primary", "secondary"] as const;
export type Button = (typeof BUTTONS)[number];

export const isButton = (word: string): word is Button => BUTTONS.some((button) => button === word);

/** The two states of an answer. The server stores any string (docs/novu-api.md, "The action route (v1)"). */
export const ACTION_STATUSES = ["pending", "done"] as const;
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** v1 can write a payload; v2 cannot, and marks the message as read (docs/novu-api.md, "v2 notifications"). */
export const API_VERSIONS = ["v1", "v2"] as const;
export type ApiVersion = (typeof API_VERSIONS)[number];

/** A request to set the answer of one message. */
export interface ActionRequest {
  readonly subscriberId: string;
  readonly messageId: string;
  readonly button: Button;
  readonly status: ActionStatus;
  /** Absent keeps the stored payload, `{}` clears it, anything else replaces it (docs/novu-api.md, "Payload"). */
  readonly payload?: JsonObject;
  readonly api: ApiVersion;
}

/** Conditions on a message's answer: which button was pressed, or whether any was. */
export const ACTION_CONDITIONS = [...BUTTONS, "pending", "done"] as const;
export type ActionCondition = (typeof ACTION_CONDITIONS)[number];
/** Formats in which a request is printed instead of sent. */
export const PRINT_FORMS = ["curl", "http", "json"] as const;
export type PrintForm = (typeof PRINT_FORMS)[number];

/**
 * The pressed button, or undefined while there is no answer. A status without a button is not an answer, and a type
 * other than the two buttons was written through the API, not pressed (docs/novu-api.md, "One answer per message").
 */
export const pressedButton = ({ status, button }: Answer): Button | undefined =>
  status === "done" ? BUTTONS.find((word) => word === button) : undefined;

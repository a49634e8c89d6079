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

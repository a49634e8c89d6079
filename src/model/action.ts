/** The two buttons a message can have. The server stores any word (contract 2.1), so we check. */
export const BUTTONS = ["primary", "secondary"] as const;
export type Button = (typeof BUTTONS)[number];

/** The two states of a message's one answer slot. The server stores any string (contract 2.1). */
export const ACTION_STATUSES = ["pending", "done"] as const;
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** v1 can carry a payload; v2 cannot, and marks the message as read (contract 3). */
export const API_VERSIONS = ["v1", "v2"] as const;
export type ApiVersion = (typeof API_VERSIONS)[number];

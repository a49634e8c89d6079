import type { Message } from "./message.js";

/** Filters that the server does not have (docs/novu-api.md, "Lists and finding a message"). */
export interface MessageFilter {
  /** `pending`: it has buttons, and nobody's answer holds; `done`: somebody's does. */
  readonly state?: "pending" | "done" | undefined;
  readonly workflow?: string | undefined;
}

export const hasFilter = ({ state, workflow }: MessageFilter): boolean =>
  state !== undefined || workflow !== undefined;

export const matchesFilter = ({ state, workflow }: MessageFilter, message: Message): boolean =>
  (state === undefined || STATES[state](message)) &&
  (workflow === undefined || message.workflow === workflow);

const STATES: Readonly<Record<"pending" | "done", (message: Message) => boolean>> = {
  pending: ({ buttons, answer }) => buttons.length > 0 && answer.status !== "done",
  done: ({ answer }) => answer.status === "done",
};

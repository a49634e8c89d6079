import type { Message } from "./message.js";

/** Filters that the server lacks (docs/novu-api.md, "Lists and finding a message"). */
export interface MessageFilter {
  /** `pending`: the message has buttons and no answer; `done`: it has an answer. */
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

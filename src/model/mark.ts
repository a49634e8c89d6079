import type { Message } from "./message.js";

/** What a message can be marked as (docs/novu-api.md, "Marks and delete"). */
export const MARKS = ["read", "unread", "seen", "unseen"] as const;
export type Mark = (typeof MARKS)[number];

/** Whether the message is in the state that the mark asks for. */
export const isMarked = (mark: Mark, { read, seen }: Message): boolean => STATES[mark]({ read, seen });

const STATES: Readonly<Record<Mark, (state: Pick<Message, "read" | "seen">) => boolean>> = {
  read: ({ read }) => read === true,
  unread: ({ read }) => read === false,
  seen: ({ seen }) => seen === true,
  unseen: ({ seen }) => seen === false,
};

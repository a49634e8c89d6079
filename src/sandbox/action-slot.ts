import type { ActionSlot, Message } from "./message.js";
import type { Ticket } from "./tickets.js";
import { overlap } from "./tickets.js";

export interface ActionWrite {
  readonly type: string;
  readonly status: string;
  readonly payload?: unknown;
}

/**
 * No state machine and no enum; an empty status or a falsy payload keeps the old one
 * (docs/novu-api.md, "The action route (v1)" and "Payload").
 */
const nextSlot = (slot: ActionSlot, write: ActionWrite): ActionSlot => ({
  ...slot,
  type: write.type,
  ...(write.status ? { status: write.status } : {}),
  ...(write.payload ? { payload: write.payload } : {}),
});

const lastWriters = new WeakMap<Message, Ticket>();

/**
 * Whether the database would report a modified document. It would not if another request in flight wrote the same
 * values in the same millisecond (docs/novu-api.md, "Identical writes at the same instant").
 */
export const writeSlot = (message: Message, write: ActionWrite, at: number, ticket: Ticket): boolean => {
  const slot = nextSlot(message.state.slot, write);
  const lastWriter = lastWriters.get(message);
  const unmodified =
    lastWriter !== undefined &&
    overlap(lastWriter, ticket) &&
    message.state.updatedAt === at &&
    JSON.stringify(slot) === JSON.stringify(message.state.slot);
  lastWriters.set(message, ticket);
  message.state = { ...message.state, slot, updatedAt: at };
  return !unmodified;
};

import type { Message, StoredAnswer } from "./message.js";
import type { RequestSpan } from "./request-tracker.js";
import { overlap } from "./request-tracker.js";

export interface ActionWrite {
  readonly type: string;
  readonly status: string;
  readonly payload?: unknown;
}

/**
 * No state machine and no enum; an empty status or a falsy payload keeps the old one
 * (docs/novu-api.md, "The action route (v1)" and "Payload").
 */
const nextAnswer = (slot: StoredAnswer, write: ActionWrite): StoredAnswer => ({
  ...slot,
  type: write.type,
  ...(write.status ? { status: write.status } : {}),
  ...(write.payload ? { payload: write.payload } : {}),
});

const lastWriters = new WeakMap<Message, RequestSpan>();

/**
 * Whether the database would report a modified document. It would not if another request in flight wrote the same
 * values in the same millisecond (docs/novu-api.md, "Identical writes at the same instant").
 */
export const writeAnswer = (
  message: Message,
  write: ActionWrite,
  at: number,
  requestSpan: RequestSpan,
): boolean => {
  const slot = nextAnswer(message.state.slot, write);
  const lastWriter = lastWriters.get(message);
  const unmodified =
    lastWriter !== undefined &&
    overlap(lastWriter, requestSpan) &&
    message.state.updatedAt === at &&
    JSON.stringify(slot) === JSON.stringify(message.state.slot);
  lastWriters.set(message, requestSpan);
  message.state = { ...message.state, slot, updatedAt: at };
  return !unmodified;
};

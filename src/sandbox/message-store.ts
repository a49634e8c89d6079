import type { Message } from "./message.js";

export interface MessageStore {
  add(message: Message): void;
  get(id: string): Message | undefined;
  remove(id: string): boolean;
  /** All that match, newest first. */
  newestFirst(matches: (message: Message) => boolean): readonly Message[];
}

export const isOlder = (a: Message, b: Message): boolean =>
  a.createdAt === b.createdAt ? a.id < b.id : a.createdAt < b.createdAt;

/** Where the message belongs among the older ones; nearly always at the end. */
const insertionPoint = (timeline: readonly Message[], message: Message): number => {
  let low = 0;
  let high = timeline.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = timeline[middle];
    if (there !== undefined && isOlder(there, message)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
};

export const createMessageStore = (): MessageStore => {
  const byId = new Map<string, Message>();
  /** Oldest first, so that a new message is an append. */
  const timeline: Message[] = [];
  return {
    add: (message) => {
      byId.set(message.id, message);
      const last = timeline.at(-1);
      const position =
        last === undefined || isOlder(last, message) ? timeline.length : insertionPoint(timeline, message);
      timeline.splice(position, 0, message);
    },
    get: (id) => byId.get(id.toLowerCase()),
    remove: (id) => {
      const message = byId.get(id.toLowerCase());
      if (message === undefined) {
        return false;
      }
      byId.delete(message.id);
      timeline.splice(insertionPoint(timeline, message), 1);
      return true;
    },
    newestFirst: (matches) => timeline.filter(matches).reverse(),
  };
};

import type { ActionRequest } from "../model/action.js";
import type { JournalEntry } from "./bulk-types.js";
import { createIdTable, type IdTable } from "./id-table.js";

/** A record as it is read: which row, and whether it was finished. */
export interface ReadRecord {
  readonly id: string;
  readonly occurrence: number | undefined;
  readonly isFinal: boolean;
}

/** What earlier runs finished, and which of it still stands. */
export interface FinishedRows {
  readonly add: (record: ReadRecord) => void;
  /** To be called once all records are read, for each row in the order of the input. */
  readonly take: (id: string, action: ActionRequest) => JournalEntry;
}

/** Of a record that took a finish back, and of a message that this run writes to. */
const NONE = 2 ** 31 - 1;
/** Of the first of equal rows, once this run has had it: most rows are the only ones of their kind. */
const SEEN = 2 ** 31;

/**
 * A row's finish stands only while nothing earlier in its message's order was carried out after it. So a finish has
 * the number of its record, and of the rows for one message those are done whose numbers go up from the first on;
 * from the first row that is not done, all are sent again (ADR 0022 shows why that is enough after any number of
 * runs that were killed).
 */
export const createFinishedRows = (): FinishedRows => {
  const finishes = createIdTable();
  /** Records without an occurrence are one run's, in which equal rows came in order: how many beyond the first. */
  const counted = createIdTable();
  /** The same of this run's rows. */
  const seen = createIdTable();
  const messages = createIdTable();
  let records = 0;

  const nextOf = (table: IdTable, high: number, low: number): number => {
    const beyondFirst = table.get(high, low) + 1;
    table.set(high, low, beyondFirst);
    return beyondFirst + 1;
  };

  const occurrenceOfRow = (high: number, low: number): number => {
    const first = finishes.get(high, low);
    if (first >= SEEN) return nextOf(seen, high, low);
    finishes.set(high, low, (first === 0 ? NONE : first) + SEEN);
    return 1;
  };

  return {
    add: ({ id, occurrence, isFinal }) => {
      records += 1;
      const [high, low] = halves(id);
      const which = occurrence ?? (finishes.get(high, low) === 0 ? 1 : nextOf(counted, high, low));
      finishes.set(high, withOccurrence(low, which), isFinal ? records : NONE);
    },
    take: (id, { messageId }) => {
      const [high, low] = halves(id);
      const occurrence = occurrenceOfRow(high, low);
      const finish = finishes.get(high, withOccurrence(low, occurrence)) % SEEN || NONE;
      const [messageHigh, messageLow] = messageHalves(messageId);
      const isDone = finish !== NONE && finish > messages.get(messageHigh, messageLow);
      messages.set(messageHigh, messageLow, isDone ? finish : NONE);
      return { id, occurrence, isDone, isRedo: !isDone && finish !== NONE };
    },
  };
};

const halves = (id: string): readonly [number, number] => [
  Number.parseInt(id.slice(0, 8), 16),
  Number.parseInt(id.slice(8, 16), 16),
];

const withOccurrence = (low: number, occurrence: number): number =>
  (low ^ Math.imul(occurrence - 1, 0x9e3779b1)) >>> 0;

/** Two messages that share an entry by chance are only sent again more often. */
const messageHalves = (messageId: string): readonly [number, number] => {
  const [first = 0, second = 0, third = 0] = [0, 8, 16].map((at) =>
    Number.parseInt(messageId.slice(at, at + 8), 16),
  );
  return [first >>> 0, (second ^ Math.imul(third, 0x9e3779b1)) >>> 0];
};

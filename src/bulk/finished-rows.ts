import { hash } from "node:crypto";
import type { ActionRequest } from "../model/action.js";
import { isJsonObject, type JsonValue } from "../model/json.js";
import { createIdTable, type IdHalves, type IdTable, idHalves } from "./id-table.js";

/** A record as read from a journal. */
export interface ReadRecord {
  readonly id: string;
  readonly occurrence: number | undefined;
  /** Whether the row was finished; a record without takes back an earlier one. */
  readonly isFinal: boolean;
}

export interface JournalEntry {
  /** See `rowId`. */
  readonly id: string;
  /** Which of several equal rows, from 1; absent in a first run, whose records are in the order of the rows. */
  readonly occurrence?: number;
  /** Whether an earlier run finished it, and nothing that this run sends to its message undoes that. */
  readonly isDone: boolean;
  /** It was finished but has to be sent again, so its record has to be taken back before. */
  readonly isRedo: boolean;
}

/** What earlier runs finished, and what of it still counts. */
export interface FinishedRows {
  readonly add: (record: ReadRecord) => void;
  /** Has to be called after all records were added, for each row in the order of the input. */
  readonly take: (id: string, action: ActionRequest) => JournalEntry;
}

/** Instead of a record's number: the record was taken back, or this run writes to the message. */
const NONE = 2 ** 31 - 1;
/** Flag on the first of equal rows, once this run has had it. Most rows have no equals, and need no second table. */
const SEEN = 2 ** 31;

/**
 * A finished row counts only while no earlier row of its message is carried out after it. So each finish has the
 * number of its record, and of the rows for one message those are done whose numbers increase from the first on; from
 * the first row that is not done, all are sent again. ADR 0022 shows why that is enough after any number of kills.
 */
export const createFinishedRows = (): FinishedRows => {
  const finishes = createIdTable();
  /** How many records beyond the first had no occurrence: equal rows of one run, recorded in order. */
  const counted = createIdTable();
  /** The same of this run's rows. */
  const seen = createIdTable();
  const messages = createIdTable();
  let records = 0;

  const nextOf = (table: IdTable, [high, low]: IdHalves): number => {
    const beyondFirst = table.get(high, low) + 1;
    table.set(high, low, beyondFirst);
    return beyondFirst + 1;
  };

  const occurrenceOfRow = (id: IdHalves): number => {
    const [high, low] = id;
    const first = finishes.get(high, low);
    if (first >= SEEN) return nextOf(seen, id);
    finishes.set(high, low, (first === 0 ? NONE : first) + SEEN);
    return 1;
  };

  return {
    add: ({ id, occurrence, isFinal }) => {
      records += 1;
      const [high, low] = idHalves(id);
      const which = occurrence ?? (finishes.get(high, low) === 0 ? 1 : nextOf(counted, [high, low]));
      finishes.set(high, withOccurrence(low, which), isFinal ? records : NONE);
    },
    take: (id, { messageId }) => {
      const [high, low] = idHalves(id);
      const occurrence = occurrenceOfRow([high, low]);
      const finish = finishes.get(high, withOccurrence(low, occurrence)) % SEEN || NONE;
      // Messages that share an entry by chance are only sent again more often.
      const message = idHalves(messageId);
      const isDone = finish !== NONE && finish > messages.get(...message);
      messages.set(...message, isDone ? finish : NONE);
      return { id, occurrence, isDone, isRedo: !isDone && finish !== NONE };
    },
  };
};

const withOccurrence = (low: number, occurrence: number): number =>
  (low ^ Math.imul(occurrence - 1, 0x9e3779b1)) >>> 0;

/**
 * Identifies a row by its content, wherever it is in the input: 16 hexadecimal digits, the same for equal rows. In a
 * million rows the chance of two different ones with the same ID is 1 in 10^7.
 */
export const rowId = (host: string, action: ActionRequest): string => {
  const { subscriberId, messageId, button, status, api, payload } = action;
  const parts = [host, subscriberId, messageId.toLowerCase(), button, status, api];
  const text = JSON.stringify(payload === undefined ? parts : [...parts, withSortedKeys(payload)]);
  return hash("sha256", text, "hex").slice(0, 16);
};

const withSortedKeys = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  // Pairs, since an object would put keys like "2" first, and drop one named __proto__.
  return entries.map(([key, child]) => [key, withSortedKeys(child)]);
};

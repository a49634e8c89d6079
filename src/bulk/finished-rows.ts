import { hash } from "node:crypto";
import { isJsonObject, type JsonValue } from "../model/json.js";
import { normalizedMessageId } from "../model/message-id.js";
import { createIdTable, idHalves } from "./id-table.js";
import type { RowAction } from "./row.js";

type IdHalves = ReturnType<typeof idHalves>;

/** One record of a journal, without the run ID that it is filtered by. */
export interface ParsedRecord {
  readonly id: string;
  readonly occurrence: number | undefined;
  /** If false, the record revokes the earlier record of this row. */
  readonly isFinished: boolean;
}

interface JournalEntry {
  /** See `rowId`. */
  readonly id: string;
  /** Index among equal rows, from 1; absent in a first run, whose records are in the order of the rows. */
  readonly occurrence?: number;
  /** Whether an earlier run finished it, and this run sends no earlier row of its message again. */
  readonly isDone: boolean;
  /** The row was finished but is sent again, so its record has to be revoked first. */
  readonly mustRevoke: boolean;
}

/** The rows that earlier runs finished, and which of them still count as done. */
interface FinishedRows {
  readonly add: (record: ParsedRecord) => void;
  /** Call once per row, in the order of the input, after all records were added. */
  readonly nextEntry: (id: string, action: Pick<RowAction, "messageId">) => JournalEntry;
}

/** In place of a record number, and above all of them: the record was revoked, or this run writes to the message. */
const NOT_DONE = 2 ** 31 - 1;
/**
 * Added to the record number of a row once this run has read it. Only a second equal row needs `extraRowsThisRun`, so
 * most inputs never fill that table.
 */
const VISITED_FLAG = 2 ** 31;

/**
 * Rows for one message must be applied in input order. Journal record numbers show the order in which they were
 * written. While these numbers increase from row to row, the rows are done; from the first row that is missing or out
 * of order on, all are sent again. ADR 0022 shows why this holds after any number of kills.
 */
export const createFinishedRows = (): FinishedRows => {
  /** Row ID and occurrence → number of its last record, or NOT_DONE; plus VISITED_FLAG. */
  const recordNumberByRow = createIdTable();
  /** Row ID → number of records without an occurrence, besides the first: equal rows of one run, in order. */
  const extraRecordsByRow = createIdTable();
  /** Row ID → number of equal rows that this run has read, not counting the first. */
  const extraRowsThisRun = createIdTable();
  /** Message ID → record number of its last row that was done, or NOT_DONE once a row is sent again. */
  const lastDoneRecordByMessage = createIdTable();
  let recordCount = 0;

  const countExtra = (table: ReturnType<typeof createIdTable>, [high, low]: IdHalves): number => {
    const beyondFirst = table.get(high, low) + 1;
    table.set(high, low, beyondFirst);
    return beyondFirst + 1;
  };

  const occurrenceOfRow = (id: IdHalves): number => {
    const [high, low] = id;
    const first = recordNumberByRow.get(high, low);
    if (first >= VISITED_FLAG) return countExtra(extraRowsThisRun, id);
    recordNumberByRow.set(high, low, (first === 0 ? NOT_DONE : first) + VISITED_FLAG);
    return 1;
  };

  return {
    add: ({ id, occurrence, isFinished }) => {
      recordCount += 1;
      const [high, low] = idHalves(id);
      const number =
        occurrence ??
        (recordNumberByRow.get(high, low) === 0 ? 1 : countExtra(extraRecordsByRow, [high, low]));
      recordNumberByRow.set(high, withOccurrence(low, number), isFinished ? recordCount : NOT_DONE);
    },
    nextEntry: (id, { messageId }) => {
      const [high, low] = idHalves(id);
      const occurrence = occurrenceOfRow([high, low]);
      const recordNumber =
        recordNumberByRow.get(high, withOccurrence(low, occurrence)) % VISITED_FLAG || NOT_DONE;
      // A hash collision between messages is safe: it only causes extra resends.
      const message = idHalves(messageId);
      const isDone = recordNumber !== NOT_DONE && recordNumber > lastDoneRecordByMessage.get(...message);
      lastDoneRecordByMessage.set(...message, isDone ? recordNumber : NOT_DONE);
      return { id, occurrence, isDone, mustRevoke: !isDone && recordNumber !== NOT_DONE };
    },
  };
};

const withOccurrence = (low: number, occurrence: number): number =>
  (low ^ Math.imul(occurrence - 1, 0x9e3779b1)) >>> 0;

/**
 * Identifies a row by its content, wherever it is in the input: 16 hexadecimal digits, the same for equal rows. In a
 * million rows the chance of two different ones with the same ID is 1 in 10^7.
 */
export const rowId = (host: string, action: RowAction): string => {
  const { subscriberId, messageId, status, api, payload } = action;
  const button = action.button ?? { label: action.label };
  const parts = [host, subscriberId, normalizedMessageId(messageId), button, status, api];
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

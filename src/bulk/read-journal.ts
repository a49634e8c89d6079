import { open } from "node:fs/promises";
import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";
import type { ReadRecord } from "./finished-rows.js";
import { cannotContinue } from "./journal-failures.js";

export const JOURNAL_VERSION = 2;

/** What a journal belongs to. */
export interface JournalHeader {
  readonly input: string;
  readonly host: string;
  readonly environment: string;
}

interface ReadJournal {
  /** Undefined if the file is empty. */
  readonly header: JournalHeader | undefined;
  /** Bytes of whole lines; a killed run may have left a part of one after them. */
  readonly bytes: number;
}

const CHUNK_BYTES = 256 * 1_024;
const NEWLINE = 10;
/** Far more than any line of a journal: a file without line ends is not one. */
const LONGEST_LINE = 64 * 1_024;

/** Reads a journal chunk by chunk. @throws Failure E_JOURNAL if it is no journal, or one of another version */
export const readJournal = async (
  file: string,
  onRecord: (record: ReadRecord) => void,
): Promise<ReadJournal> => {
  const reader = createRecordReader(file, onRecord);
  const bytes = await eachLine(file, reader.read);
  return { header: reader.header(), bytes };
};

/**
 * Reads line by line: the header, records, and a line where each further run begins. A record counts only among those
 * of its own run: a run that lost the journal may still write one after the next run began, but for a row that it
 * finished before that.
 */
export const createRecordReader = (file: string, onRecord: (record: ReadRecord) => void) => {
  let header: JournalHeader | undefined;
  let run: string | undefined;
  let line = 0;
  return {
    header: () => header,
    read: (text: string): void => {
      line += 1;
      const value = objectIn(text);
      if (line === 1) header = headerIn(value, file);
      if (line === 1 || isRunLine(value)) run = String(value?.run);
      else {
        const record = recordIn(value, line, file);
        if (record.run === run) onRecord(record);
      }
    },
  };
};

const isRunLine = (value: JsonObject | undefined): boolean =>
  value !== undefined && typeof value.run === "string" && value.id === undefined;

/** @returns how many bytes the lines have that end with a line end */
const eachLine = async (file: string, onLine: (text: string) => void): Promise<number> => {
  const handle = await open(file, "r");
  try {
    let rest: Buffer = Buffer.alloc(0);
    let bytes = 0;
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, null);
      if (bytesRead === 0) return bytes;
      const data = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
      let start = 0;
      for (let end = data.indexOf(NEWLINE); end >= 0; end = data.indexOf(NEWLINE, start)) {
        onLine(data.toString("utf8", start, end));
        start = end + 1;
      }
      bytes += start;
      rest = data.subarray(start);
      if (rest.length > LONGEST_LINE) throw cannotContinue(file, NO_JOURNAL);
    }
  } finally {
    await handle.close();
  }
};

const NO_JOURNAL = "it is not a journal of novu-msg";

const headerIn = (value: JsonObject | undefined, file: string): JournalHeader => {
  const { journal, version, input, host, environment } = value ?? {};
  if (journal !== "novu-msg apply") throw cannotContinue(file, NO_JOURNAL);
  if (version !== JOURNAL_VERSION)
    throw cannotContinue(
      file,
      "it was written by another version of novu-msg, in a form this one does not know",
    );
  return { input: String(input), host: String(host), environment: String(environment) };
};

const FINAL: ReadonlySet<JsonValue | undefined> = new Set(["ok", "unchanged"]);

interface RunRecord extends ReadRecord {
  readonly run: JsonValue | undefined;
}

const recordIn = (value: JsonObject | undefined, line: number, file: string): RunRecord => {
  const { id, run, occurrence, outcome } = value ?? {};
  if (typeof id !== "string" || !/^[0-9a-f]{16}$/.test(id))
    throw cannotContinue(file, `its line ${line} cannot be understood`);
  return {
    id,
    run,
    occurrence: typeof occurrence === "number" ? occurrence : undefined,
    isFinal: FINAL.has(outcome),
  };
};

const objectIn = (text: string): JsonObject | undefined => {
  try {
    const value: JsonValue = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined; // The caller reports it with the number of the line.
  }
};

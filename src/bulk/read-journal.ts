import { open } from "node:fs/promises";
import { undefinedIfMissing } from "../files/undefined-if-missing.js";
import { type JsonObject, type JsonValue, jsonIn, objectOf } from "../model/json.js";
import type { ParsedRecord } from "./finished-rows.js";
import { journalFailure } from "./journal-failures.js";

export const JOURNAL_VERSION = 2;

/** Identifies the input and the environment of a journal. */
export interface JournalHeader {
  readonly input: string;
  readonly host: string;
  readonly environment: string;
}

interface JournalContents {
  /** Undefined if the file is empty. */
  readonly header: JournalHeader | undefined;
  /** Bytes of complete lines; a killed run may have left an incomplete one after them. */
  readonly bytes: number;
}

const CHUNK_BYTES = 256 * 1_024;
const NEWLINE = 10;
/** Far more than any line of a journal, so a file with a longer line is not one. */
const MAX_LINE_BYTES = 64 * 1_024;

/** Reads a journal chunk by chunk. @throws Failure E_JOURNAL if it is no journal, or one of another version */
export const readJournal = async (
  file: string,
  onRecord: (record: ParsedRecord) => void,
): Promise<JournalContents> => {
  const reader = createRecordReader(file, onRecord);
  const bytes = await eachLine(file, reader.read);
  return { header: reader.header(), bytes };
};

/**
 * Reads line by line: the header, records, and a line where each further run begins. Ignores records whose run ID
 * differs from that of the current section: a run that lost its lock may append a late record after the next run's
 * header. Its number would say that the row was written after that header; ignored, the row is only sent again.
 */
export const createRecordReader = (file: string, onRecord: (record: ParsedRecord) => void) => {
  let header: JournalHeader | undefined;
  let run: string | undefined;
  let line = 0;
  return {
    header: () => header,
    read: (text: string): void => {
      line += 1;
      const value = objectOf(jsonIn(text));
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

/** The files of failed rows that runs of the input wrote: real path → hash, undefined while a run has not closed it. */
export type FailedFileRecords = ReadonlyMap<string, string | undefined>;

/** Empty if there is no journal. @throws Failure E_JOURNAL if a line is too long for one; system errors */
export const readFailedFiles = async (file: string): Promise<FailedFileRecords> => {
  const records = new Map<string, string | undefined>();
  const read = (text: string): void => {
    if (!text.includes('"failedFile"')) return;
    const { failedFile, sha256 } = objectOf(jsonIn(text)) ?? {};
    if (typeof failedFile === "string")
      records.set(failedFile, typeof sha256 === "string" ? sha256 : undefined);
  };
  await eachLine(file, read).catch(undefinedIfMissing);
  return records;
};

/** @returns the number of bytes in complete lines */
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
      if (rest.length > MAX_LINE_BYTES) throw journalFailure.cannotResume(file, NOT_A_JOURNAL);
    }
  } finally {
    await handle.close();
  }
};

const NOT_A_JOURNAL = "it isn't a novu-msg journal";

const headerIn = (value: JsonObject | undefined, file: string): JournalHeader => {
  const { journal, version, input, host, environment } = value ?? {};
  if (journal !== "novu-msg apply") throw journalFailure.cannotResume(file, NOT_A_JOURNAL);
  if (version !== JOURNAL_VERSION)
    throw journalFailure.cannotResume(
      file,
      "it was written by another version of novu-msg, in a format this version doesn't know",
    );
  return { input: String(input), host: String(host), environment: String(environment) };
};

const FINAL: ReadonlySet<JsonValue | undefined> = new Set(["ok", "unchanged"]);

interface RunRecord extends ParsedRecord {
  readonly run: JsonValue | undefined;
}

const recordIn = (value: JsonObject | undefined, line: number, file: string): RunRecord => {
  const { id, run, occurrence, outcome } = value ?? {};
  if (typeof id !== "string" || !/^[0-9a-f]{16}$/.test(id))
    throw journalFailure.cannotResume(file, `line ${line} is damaged`);
  return {
    id,
    run,
    occurrence: typeof occurrence === "number" ? occurrence : undefined,
    isFinished: FINAL.has(outcome),
  };
};

import { decodeText } from "./decode-text.js";
import { readObjects } from "./read-objects.js";
import { readTable } from "./read-table.js";
import type { CheckedRow, RowFormat, RowReading } from "./row.js";
import { splitJson } from "./split-json.js";
import {
  type LineEnd,
  MAX_ROW_LENGTH,
  type RawRow,
  rowTooLong,
  type Splitter,
  withoutReturn,
} from "./split-text.js";
import { hasHeader, lineEndOf, readTableStart } from "./table-start.js";

export interface RowsInput extends RowReading {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Detected from the first bytes if undefined. */
  readonly format: RowFormat | undefined;
  /** Of CSV and TSV; detected from the header if undefined. */
  readonly delimiter: string | undefined;
}

/** The format of an input, so that rows can be written in the same format. */
export interface RowLayout {
  readonly format: RowFormat;
  /** The header as written, without line end; CSV and TSV only. */
  readonly header: string | undefined;
  readonly lineEnd: "\n" | "\r\n" | "\r";
}

export interface OpenRows extends RowLayout {
  /**
   * The rows of one part of the input after the other, never an empty batch; can be read once.
   * @throws Failure E_ROWS, after the rows before it, where the rest cannot be read
   */
  readonly batches: AsyncIterable<readonly CheckedRow[]>;
}

/** One row per line; blank lines are skipped. */
const splitLines = (lineEnd: LineEnd): Splitter<RawRow> => {
  let rest = "";
  let line = 0;
  return function* (part, isEnd) {
    const lines = (rest + part).split(lineEnd);
    rest = isEnd ? "" : (lines.pop() ?? "");
    for (const text of lines) {
      line += 1;
      if (text.trim() !== "") yield { raw: withoutReturn(text), line };
    }
    if (rest.length > MAX_ROW_LENGTH) throw rowTooLong(line + 1);
  };
};

/** Reads until the format and the columns are known. @throws Failure E_ROWS if they cannot be determined */
export const readRows = async (input: RowsInput): Promise<OpenRows> => {
  const parts = decodeText(input.chunks);
  try {
    const head = await readHead(parts, input.format);
    const texts = startingWith(head, parts);
    const found = lineEndOf(head.trimStart()) ?? "\n";
    const lineEnd = found === "\r" ? "\r" : "\n";
    const format = input.format ?? formatOf(head, input.delimiter);
    if (format === "json" || format === "ndjson") {
      const split = format === "json" ? splitJson() : splitLines(lineEnd);
      const batches = readObjects(texts, split, input);
      return { format, lineEnd: format === "json" ? "\n" : found, header: undefined, batches };
    }
    const start = readTableStart(head, lineEnd, input, {
      given: input.delimiter,
      isTabLikely: format === "tsv",
    });
    return {
      format: input.format ?? (start.delimiter === "\t" ? "tsv" : "csv"),
      lineEnd: found,
      ...(await readTable({ texts, lineEnd, ...start }, input)),
    };
  } catch (error) {
    await parts.return(undefined);
    throw error;
  }
};

async function* startingWith(head: string, parts: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* parts;
}

/** The start of the text, up to the first line that is not blank or the bracket of a JSON list. */
const readHead = async (
  parts: AsyncGenerator<string, undefined>,
  format: RowFormat | undefined,
): Promise<string> => {
  const mayBeList = format === undefined || format === "json";
  let head = "";
  while (head.length <= MAX_ROW_LENGTH) {
    const text = head.trimStart();
    if (hasHeader(head) || (mayBeList && text.startsWith("["))) break;
    const { value } = await parts.next();
    if (value === undefined) break;
    head += value;
  }
  return head;
};

const EXTENSIONS: Readonly<Record<string, RowFormat>> = {
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
  ndjson: "ndjson",
  jsonl: "ndjson",
  json: "json",
};

export const formatByName = (file: string): RowFormat | undefined => {
  const extension = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
};

const formatOf = (head: string, delimiter: string | undefined): RowFormat => {
  if (delimiter !== undefined) return "csv";
  const [first = ""] = head.trimStart().split(/[\r\n]/, 1);
  if (first === "") return "ndjson";
  if (first.startsWith("[")) return "json";
  // An object that continues on the next line, as `jq` prints it, is not NDJSON.
  if (first.startsWith("{")) return /[{[,]\s*$/.test(first) ? "json" : "ndjson";
  return "csv";
};

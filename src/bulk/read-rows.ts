import { isUtf8 } from "node:buffer";
import { Failure } from "../failures/failure.js";
import { readObjects } from "./read-objects.js";
import { readTable } from "./read-table.js";
import type { CheckedRow, RowColumn, RowDefaults, RowFormat } from "./row.js";
import { splitJson } from "./split-json.js";
import {
  lineEndsIn,
  MAX_ROW_LENGTH,
  type RawRow,
  rowTooLong,
  type Splitter,
  withoutReturn,
} from "./split-text.js";

export interface RowsInput {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Detected from the first bytes if undefined. */
  readonly format: RowFormat | undefined;
  /** The input's own name for a column, such as `button` for `type`; in JSON also a path, such as `subscriber.id`. */
  readonly columns: ReadonlyMap<RowColumn, string>;
  readonly defaults: RowDefaults;
}

/** The format of an input, so that rows can be written in the same format. */
export interface RowLayout {
  readonly format: RowFormat;
  /** The header as written, without line end; CSV and TSV only. */
  readonly header: string | undefined;
  readonly lineEnd: "\n" | "\r\n";
}

export interface OpenRows extends RowLayout {
  /**
   * The rows of one part of the input after the other, never an empty batch; can be read once.
   * @throws Failure E_ROWS, after the rows before it, where the rest cannot be read
   */
  readonly batches: AsyncIterable<readonly CheckedRow[]>;
}

/** One row per line; blank lines are skipped. */
const splitLines = (): Splitter<RawRow> => {
  let rest = "";
  let line = 0;
  return function* (part, isEnd) {
    const lines = (rest + part).split("\n");
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
  const parts = decodeChunks(input.chunks);
  try {
    const head = await readHead(parts, input.format);
    const format = input.format ?? formatOf(head);
    const lineEnd = format !== "json" && /\r?\n/.exec(head)?.[0] === "\r\n" ? "\r\n" : "\n";
    const texts = startingWith(head, parts);
    return format === "csv" || format === "tsv"
      ? { format, lineEnd, ...(await readTable(texts, delimiterOf(format, head), input)) }
      : {
          format,
          lineEnd,
          header: undefined,
          batches: readObjects(texts, format === "json" ? splitJson() : splitLines(), input),
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
    if (text.includes("\n") || (mayBeList && text.startsWith("["))) break;
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

const firstLine = (head: string): string => head.trimStart().split("\n", 1)[0] ?? "";

const formatOf = (head: string): RowFormat => {
  const first = firstLine(head);
  if (first === "") return "ndjson";
  if (first.startsWith("[")) return "json";
  // An object that continues on the next line, as `jq` prints it, is not NDJSON.
  if (first.startsWith("{")) return /[{[,]\s*$/.test(first) ? "json" : "ndjson";
  return first.includes("\t") && !first.includes(",") ? "tsv" : "csv";
};

/** Spreadsheets write semicolons where the comma is the decimal separator. */
const delimiterOf = (format: "csv" | "tsv", head: string): string => {
  if (format === "tsv") return "\t";
  const header = firstLine(head);
  return header.includes(";") && !header.includes(",") ? ";" : ",";
};

/** In bytes. Limits memory for any chunk size, and lets the garbage collector free rows while they are young. */
const MAX_PART_BYTES = 8_192;

/** Decodes UTF-8, with or without a byte order mark. @throws Failure E_ROWS for invalid UTF-8 */
async function* decodeChunks(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, undefined, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += MAX_PART_BYTES) {
      const bytes = chunk.subarray(start, start + MAX_PART_BYTES);
      const text = decode(decoder, bytes, line);
      line += lineEndsIn(text);
      if (text !== "") yield text;
    }
  }
  decode(decoder, undefined, line);
}

const decode = (
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Uint8Array | undefined,
  line: number,
): string => {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    throw new Failure("E_ROWS", `the input is not UTF-8 text: see line ${line + validLinesIn(bytes)}`, {
      hint: ["Save it as UTF-8; spreadsheets call it “CSV UTF-8”."],
    });
  }
};

/** The number of complete valid lines, ignoring the rest of a character that began in the previous part. */
const validLinesIn = (bytes: Uint8Array = new Uint8Array()): number => {
  const first = bytes.findIndex((byte) => byte >> 6 !== 0b10);
  let count = 0;
  for (let start = Math.max(first, 0); ; count += 1) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return count;
    start = end + 1;
  }
};

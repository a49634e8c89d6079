import { isUtf8 } from "node:buffer";
import { Failure } from "../failures/failure.js";
import type { ActionRequest } from "../model/action.js";
import { closest } from "../model/did-you-mean.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";
import { lossyNumber, withLossyQuoted } from "../model/lossy-number.js";
import { kindOf, kindProblem } from "../model/payload.js";
import { checkAction, type RowWords } from "./check-action.js";
import { checkAll, splitAll } from "./checked-batches.js";
import { namesLike } from "./column-name.js";
import { delimiterOf, formatByText } from "./find-format.js";
import { inexact, notJson } from "./json-reasons.js";
import { openTable } from "./open-table.js";
import { LONGEST_ROW, tooLong } from "./row-limit.js";
import { type OpenRows, ROW_COLUMNS, type RowColumn, type RowFormat, type RowsInput } from "./rows-input.js";
import { shown } from "./shown.js";
import { splitJson } from "./split-json.js";
import { lineEndsIn, type RawRow, type Splitter, withoutReturn } from "./split-text.js";

/**
 * Reads as far as it takes to know the format and the columns.
 * @throws Failure E_ROWS for an input that no rows can be read of
 */
export const openRows = async (input: RowsInput): Promise<OpenRows> => {
  const texts = decodeText(input.chunks);
  try {
    const head = await readHead(texts, input.format);
    const format = input.format ?? formatByText(head);
    const lineEnd = format !== "json" && /\r?\n/.exec(head)?.[0] === "\r\n" ? "\r\n" : "\n";
    if (format === "csv" || format === "tsv") {
      return {
        format,
        lineEnd,
        ...(await openTable(texts, head, delimiterOf(format, firstLine(head)), input)),
      };
    }
    const splits = splitAll(texts, head, format === "json" ? splitJson() : splitLines());
    const check = objectChecker(input);
    return {
      format,
      lineEnd,
      header: undefined,
      batches: checkAll(splits, ({ raw }, reasons) => check(raw, reasons)),
    };
  } catch (error) {
    await texts.return(undefined);
    throw error;
  }
};

/** The beginning of the text: the first line that says something, or as much as tells a list. */
const readHead = async (
  texts: AsyncGenerator<string, undefined>,
  format: RowFormat | undefined,
): Promise<string> => {
  const mayBeList = format === undefined || format === "json";
  let head = "";
  while (head.length <= LONGEST_ROW) {
    const said = head.trimStart();
    if (said.includes("\n") || (mayBeList && said.startsWith("["))) break;
    const { value } = await texts.next();
    if (value === undefined) break;
    head += value;
  }
  return head;
};

const firstLine = (head: string): string => head.trimStart().split("\n", 1)[0] ?? "";

/**
 * In bytes. Larger chunks are taken in parts, so that memory does not depend on how the input comes, and that the
 * rows of one part are done with while they are young.
 */
const LARGEST_PART = 8_192;

/** UTF-8 with or without its mark, as text, part by part. @throws Failure E_ROWS for anything else */
async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, undefined, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += LARGEST_PART) {
      const bytes = chunk.subarray(start, start + LARGEST_PART);
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
    throw new Failure("E_ROWS", `the input is not UTF-8 text: see line ${line + linesBefore(bytes)}`, {
      hint: ["Save it as UTF-8; spreadsheets call it “CSV UTF-8”."],
    });
  }
};

/** How many of the lines are whole and sound, after what is left of a character of the part before. */
const linesBefore = (bytes: Uint8Array = new Uint8Array()): number => {
  const first = bytes.findIndex((byte) => byte >> 6 !== 0b10);
  let count = 0;
  for (let start = Math.max(first, 0); ; count += 1) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return count;
    start = end + 1;
  }
};

/** Checks rows that are JSON texts: gives the action, or undefined; then `reasons` has got why. */
const objectChecker = ({ columns, defaults }: Pick<RowsInput, "columns" | "defaults">) => {
  const find = memberFinder(columns);
  return (raw: string, reasons: string[]): ActionRequest | undefined => {
    const row = parse(raw, reasons);
    if (row === undefined) return undefined;
    const paths = find(row);
    const wordOf = (column: RowColumn) => wordAt(row, paths[column], column, reasons);
    const payload = memberAt(row, paths.payload) ?? undefined;
    const words: RowWords = {
      subscriberId: wordOf("subscriberId"),
      messageId: wordOf("messageId"),
      type: wordOf("type"),
      status: wordOf("status"),
      payload: payload === undefined ? undefined : { value: payload, length: raw.length },
    };
    if (reasons.length > 0) return undefined;
    const action = checkAction(words, defaults, reasons, (column) => missingOf(column, row, paths[column]));
    const number = action?.payload && lossyNumberAt(raw, action.payload, paths.payload);
    if (number === undefined) return action;
    reasons.push(inexact(number));
    return undefined;
  };
};

const parse = (raw: string, reasons: string[]): JsonObject | undefined => {
  try {
    const value: JsonValue = JSON.parse(raw);
    if (isJsonObject(value)) return value;
    reasons.push(`it ${kindProblem(value)}`);
  } catch (error) {
    reasons.push(`it ${notJson(error)}`);
  }
  return undefined;
};

/** The text at a place; null is as good as absent. Numbers are refused: their digits may not be what was meant. */
const wordAt = (row: JsonObject, path: Path, column: RowColumn, reasons: string[]): string | undefined => {
  const value = memberAt(row, path);
  if (typeof value === "string") return value;
  if (value !== undefined && value !== null)
    reasons.push(`${column} is ${kindOf(value)}; write it as a text`);
  return undefined;
};

const missingOf = (column: RowColumn, row: JsonObject, path: Path): string => {
  const name = path.join(".");
  if (memberAt(row, path) !== undefined) return `${column} is missing`;
  if (name !== column) return `${column} is missing: there is no ${shown(name)}`;
  if (Array.isArray(row.data)) {
    return `${column} is missing; to take the rows of a list in "data", give that list alone`;
  }
  const meant = closest(column, Object.keys(row));
  const way = meant === undefined ? "" : `; if it is "${meant}", use --map-column ${column}=${meant}`;
  return `${column} is missing${way}`;
};

/** The number that makes this payload another one on its way; one elsewhere in the row does not matter. */
const lossyNumberAt = (raw: string, payload: JsonValue, path: Path): string | undefined => {
  if (lossyNumber(raw) === undefined) return undefined;
  return firstQuoted(payload, memberAt(JSON.parse(withLossyQuoted(raw)), path) ?? null);
};

/** Looks through a value of bounded depth and its twin, in which some numbers are texts, for the first of these. */
const firstQuoted = (value: JsonValue, twin: JsonValue): string | undefined => {
  if (typeof value === "number") return typeof twin === "string" ? twin : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  const twins = new Map(Object.entries(twin as JsonObject));
  for (const [key, child] of Object.entries(value)) {
    const found = firstQuoted(child, twins.get(key) ?? null);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The keys that lead to a member. */
type Path = readonly string[];

type MemberPaths = Readonly<Record<RowColumn, Path>>;

/** Finds where a row has its columns. Rows with the same keys as the one before have them in the same places. */
const memberFinder = (columns: RowsInput["columns"]) => {
  let shape: string | undefined;
  let paths: MemberPaths;
  return (row: JsonObject): MemberPaths => {
    const keys = Object.keys(row);
    const seen = keys.join("\n");
    if (seen !== shape) {
      paths = pathsAmong(keys, columns);
      shape = seen;
    }
    return paths;
  };
};

const pathsAmong = (keys: readonly string[], columns: RowsInput["columns"]): MemberPaths =>
  Object.fromEntries(
    ROW_COLUMNS.map((column) => [column, pathTo(columns.get(column) ?? column, keys)]),
  ) as Record<RowColumn, Path>;

const pathTo = (name: string, keys: readonly string[]): Path => {
  const [key] = namesLike(name, keys);
  return key === undefined ? name.split(".") : [key];
};

/** The value a path leads to, or undefined. */
const memberAt = (row: JsonObject, path: Path): JsonValue | undefined => {
  let value: JsonValue | undefined = row;
  for (const key of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
};

/** One row a line; blank lines are none. */
const splitLines = (): Splitter<RawRow> => {
  let rest = "";
  let line = 1;
  return (part, isEnd) => {
    rest += part;
    const rows: RawRow[] = [];
    let start = 0;
    const take = (end: number): void => {
      const raw = withoutReturn(rest.slice(start, end));
      if (raw.trim() !== "") rows.push({ raw, line });
      start = end + 1;
      line += 1;
    };
    for (let end = rest.indexOf("\n"); end !== -1; end = rest.indexOf("\n", start)) take(end);
    if (isEnd && start < rest.length) take(rest.length);
    rest = rest.slice(start);
    return rest.length > LONGEST_ROW ? { rows, failure: tooLong(line) } : { rows };
  };
};

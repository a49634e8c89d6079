import { closest } from "../model/did-you-mean.js";
import { duplicateKey } from "../model/duplicate-key.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";
import { lossyNumber, quoteLossyNumbers } from "../model/lossy-number.js";
import { depthProblem, kindOf, kindProblem } from "../model/payload.js";
import {
  checkRows,
  checkValues,
  duplicateKeyText,
  inexactNumberText,
  matchingNames,
  notJsonText,
  objectText,
  payloadOfText,
  quoted,
} from "./check-row.js";
import { isList } from "./read-header.js";
import type { OpenRows } from "./read-rows.js";
import { COLUMN_NAMES, ROW_COLUMNS, type RowAction, type RowColumn, type RowReading } from "./row.js";
import { type RawRow, type Splitter, splitText } from "./split-text.js";

/** Rows that are JSON objects. */
export const readObjects = (
  texts: AsyncIterable<string>,
  split: Splitter<RawRow>,
  reading: RowReading,
): OpenRows["batches"] => {
  const check = objectCheck(reading);
  return checkRows(splitText(texts, split), ({ raw }, reasons) => check(raw, reasons));
};

const objectCheck = ({ columns, defaults, takesListPayload }: RowReading) => {
  const pathsIn = pathFinder({ columns, takesListPayload });
  return (raw: string, reasons: string[]): RowAction | undefined => {
    const row = parse(raw, reasons);
    if (row === undefined) return undefined;
    const paths = pathsIn(row);
    const textsOf = (column: RowColumn) =>
      paths[column].map((path) => textAt(row, path, column, reasons) ?? "");
    const payload = payloadAt(row, paths.payload[0], raw, reasons);
    const values = {
      subscriberId: textsOf("subscriberId"),
      messageId: textsOf("messageId"),
      button: textsOf("button"),
      status: textsOf("status"),
      payload,
    };
    return reasons.length > 0
      ? undefined
      : checkValues(values, defaults, reasons, (column) => missing(column, row, paths[column]));
  };
};

/** An object, or a text that is one. Adds a sentence for a number that would change. */
const payloadAt = (row: JsonObject, path: Path | undefined, raw: string, reasons: string[]) => {
  const value = path && memberAt(row, path);
  if (path === undefined || value === undefined || value === null || value === "") return undefined;
  const text = typeof value === "string" ? objectText(value) : undefined;
  if (text !== undefined) return payloadOfText(text, reasons);
  // Deeper values are refused for that; looking for numbers in them could exhaust the stack.
  const number = depthProblem(value) === undefined ? lossyNumberAt(raw, value, path) : undefined;
  if (number !== undefined) reasons.push(inexactNumberText(number));
  return { value, length: raw.length };
};

const parse = (raw: string, reasons: string[]): JsonObject | undefined => {
  try {
    const value: JsonValue = JSON.parse(raw);
    const key = isJsonObject(value) ? duplicateKey(raw) : undefined;
    if (isJsonObject(value) && key === undefined) return value;
    reasons.push(key === undefined ? `it ${kindProblem(value)}` : `it ${duplicateKeyText(key)}`);
  } catch (error) {
    reasons.push(`it ${notJsonText(error)}`);
  }
  return undefined;
};

/** The text at a path; null counts as absent. Numbers are rejected: parsing may have changed their digits. */
const textAt = (row: JsonObject, path: Path, column: RowColumn, reasons: string[]): string | undefined => {
  const value = memberAt(row, path);
  if (typeof value === "string") return value;
  if (value !== undefined && value !== null)
    reasons.push(`${column} is ${kindOf(value)}; it must be a string`);
  return undefined;
};

const missing = (column: RowColumn, row: JsonObject, paths: readonly Path[]): string => {
  const [name = column] = paths.map((path) => path.join("."));
  if (paths.some((path) => memberAt(row, path) !== undefined)) return `${column} is missing`;
  if (!COLUMN_NAMES[column].includes(name)) return `${column} is missing: there is no ${quoted(name)}`;
  if (Array.isArray(row.data)) {
    return `${column} is missing; to use the list in "data", pass that list alone`;
  }
  const meant = closest(column, Object.keys(row));
  const hint = meant === undefined ? "" : `; if it is called "${meant}", use --map-column ${column}=${meant}`;
  return `${column} is missing${hint}`;
};

/** A number in the payload that a double cannot hold. In the rest of the row such numbers are harmless. */
const lossyNumberAt = (raw: string, payload: JsonValue, path: Path): string | undefined => {
  if (lossyNumber(raw) === undefined) return undefined;
  return firstLossyNumber(payload, memberAt(JSON.parse(quoteLossyNumbers(raw)), path) ?? null);
};

/**
 * The digits of the first number that a double cannot hold.
 * @param copy the same value, parsed from a text in which such numbers are quoted. The depth of payloads is limited, so
 * recursion is safe.
 */
const firstLossyNumber = (value: JsonValue, copy: JsonValue): string | undefined => {
  if (typeof value === "number") return typeof copy === "string" ? copy : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  const copies = new Map(Object.entries(copy as JsonObject));
  for (const [key, child] of Object.entries(value)) {
    const found = firstLossyNumber(child, copies.get(key) ?? null);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The keys that lead to a member. */
type Path = readonly string[];

type ColumnPaths = Readonly<Record<RowColumn, readonly Path[]>>;

/** Finds the columns in a row. Rows with the same keys as the one before have the same paths. */
const pathFinder = (reading: Pick<RowReading, "columns" | "takesListPayload">) => {
  let lastKeys: string | undefined;
  let paths: ColumnPaths;
  return (row: JsonObject): ColumnPaths => {
    const keys = Object.keys(row);
    const joined = keys.join("\n");
    if (joined !== lastKeys) {
      paths = pathsAmong(keys, reading);
      lastKeys = joined;
    }
    return paths;
  };
};

const pathsAmong = (
  keys: readonly string[],
  { columns, takesListPayload }: Pick<RowReading, "columns" | "takesListPayload">,
): ColumnPaths => {
  const pathsTo = (column: RowColumn): readonly Path[] => {
    const mapped = columns.get(column);
    if (mapped !== undefined) return [pathTo(mapped, keys)];
    if (column === "payload" && !takesListPayload && isList(keys)) return [];
    return COLUMN_NAMES[column].map((name) => pathTo(name, keys));
  };
  return Object.fromEntries(ROW_COLUMNS.map((column) => [column, pathsTo(column)])) as unknown as ColumnPaths;
};

const pathTo = (name: string, keys: readonly string[]): Path => {
  const [key] = matchingNames(name, keys);
  return key === undefined ? name.split(".") : [key];
};

const memberAt = (row: JsonObject, path: Path): JsonValue | undefined => {
  let value: JsonValue | undefined = row;
  for (const key of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
};

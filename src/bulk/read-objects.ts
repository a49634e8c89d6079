import type { ActionRequest } from "../model/action.js";
import { closest } from "../model/did-you-mean.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";
import { lossyNumber, quoteLossyNumbers } from "../model/lossy-number.js";
import { kindOf, kindProblem } from "../model/payload.js";
import {
  checkRows,
  checkValues,
  inexactNumberText,
  matchingNames,
  notJsonText,
  quoted,
} from "./check-row.js";
import type { OpenRows, RowsInput } from "./read-rows.js";
import { ROW_COLUMNS, type RowColumn } from "./row.js";
import { type RawRow, type Splitter, splitText } from "./split-text.js";

/** Rows that are JSON objects. */
export const readObjects = (
  texts: AsyncIterable<string>,
  split: Splitter<RawRow>,
  input: Pick<RowsInput, "columns" | "defaults">,
): OpenRows["batches"] => {
  const check = objectCheck(input);
  return checkRows(splitText(texts, split), ({ raw }, reasons) => check(raw, reasons));
};

const objectCheck = ({ columns, defaults }: Pick<RowsInput, "columns" | "defaults">) => {
  const pathsIn = pathFinder(columns);
  return (raw: string, reasons: string[]): ActionRequest | undefined => {
    const row = parse(raw, reasons);
    if (row === undefined) return undefined;
    const paths = pathsIn(row);
    const textOf = (column: RowColumn) => textAt(row, paths[column], column, reasons);
    const payload = memberAt(row, paths.payload) ?? undefined;
    const values = {
      subscriberId: textOf("subscriberId"),
      messageId: textOf("messageId"),
      type: textOf("type"),
      status: textOf("status"),
      payload: payload === undefined ? undefined : { value: payload, length: raw.length },
    };
    if (reasons.length > 0) return undefined;
    const action = checkValues(values, defaults, reasons, (column) => missing(column, row, paths[column]));
    const number = action?.payload && lossyNumberAt(raw, action.payload, paths.payload);
    if (number === undefined) return action;
    reasons.push(inexactNumberText(number));
    return undefined;
  };
};

const parse = (raw: string, reasons: string[]): JsonObject | undefined => {
  try {
    const value: JsonValue = JSON.parse(raw);
    if (isJsonObject(value)) return value;
    reasons.push(`it ${kindProblem(value)}`);
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
    reasons.push(`${column} is ${kindOf(value)}; write it as a text`);
  return undefined;
};

const missing = (column: RowColumn, row: JsonObject, path: Path): string => {
  const name = path.join(".");
  if (memberAt(row, path) !== undefined) return `${column} is missing`;
  if (name !== column) return `${column} is missing: there is no ${quoted(name)}`;
  if (Array.isArray(row.data)) {
    return `${column} is missing; to take the rows of a list in "data", give that list alone`;
  }
  const meant = closest(column, Object.keys(row));
  const hint = meant === undefined ? "" : `; if it is "${meant}", use --map-column ${column}=${meant}`;
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

type ColumnPaths = Readonly<Record<RowColumn, Path>>;

/** Finds the columns in a row. Rows with the same keys as the one before have the same paths. */
const pathFinder = (columns: RowsInput["columns"]) => {
  let lastKeys: string | undefined;
  let paths: ColumnPaths;
  return (row: JsonObject): ColumnPaths => {
    const keys = Object.keys(row);
    const joined = keys.join("\n");
    if (joined !== lastKeys) {
      paths = pathsAmong(keys, columns);
      lastKeys = joined;
    }
    return paths;
  };
};

const pathsAmong = (keys: readonly string[], columns: RowsInput["columns"]): ColumnPaths =>
  Object.fromEntries(
    ROW_COLUMNS.map((column) => [column, pathTo(columns.get(column) ?? column, keys)]),
  ) as Record<RowColumn, Path>;

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

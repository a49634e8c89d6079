import type { ActionRequest } from "../model/action-request.js";
import { closest } from "../model/closest.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";
import { lossyNumber, withLossyQuoted } from "../model/lossy-number.js";
import { kindOf, kindProblem } from "../model/payload-problem.js";
import { checkAction, type RowWords } from "./check-action.js";
import { memberAt, memberFinder, type Path } from "./find-members.js";
import { inexact, notJson } from "./json-reasons.js";
import type { RowColumn, RowsInput } from "./rows-input.js";
import { shown } from "./shown.js";

/** Checks rows that are JSON texts: gives the action, or undefined; then `reasons` has got why. */
export const objectChecker = ({ columns, defaults }: Pick<RowsInput, "columns" | "defaults">) => {
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

import { isJsonObject, type JsonValue } from "../model/json.js";
import { cellOf } from "../output/select-fields.js";
import type { Table } from "../output/view.js";

/** A column for what is no object and so has no names of its own. */
const VALUE = "value";

/** Every name at the top of the rows, in order of first appearance. */
export const columnsOf = (rows: readonly JsonValue[]): string[] => [
  ...new Set(rows.flatMap((row) => (isJsonObject(row) ? Object.keys(row) : [VALUE]))),
];

/** Rows of documents nobody knows the shape of; what lies deeper is JSON in its cell. */
export const jsonTable = (
  rows: readonly JsonValue[],
  columns: readonly string[] = columnsOf(rows),
): Table => ({
  columns: columns.map((title) => ({ title, isName: true })),
  rows: rows.map((row) => columns.map((column) => cellOf(valueIn(row, column)))),
});

const valueIn = (row: JsonValue, column: string): JsonValue | undefined => {
  if (!isJsonObject(row)) return column === VALUE ? row : undefined;
  return Object.hasOwn(row, column) ? row[column] : undefined;
};

import { Failure } from "../failures/failure.js";
import { closest, didYouMean } from "../model/did-you-mean.js";
import { isMessageId } from "../model/message-id.js";
import { namesLike } from "./column-name.js";
import { ROW_COLUMNS, type RowColumn, type RowDefaults, type RowsInput } from "./rows-input.js";

/** In which cell a column stands; -1 for one that is not there. */
export type ColumnPositions = Readonly<Record<RowColumn, number>>;

/** Finds the columns in a header; further ones are nobody's business. @throws Failure E_ROWS */
export const readHeader = (
  cells: readonly string[],
  { columns, defaults }: Pick<RowsInput, "columns" | "defaults">,
): ColumnPositions => {
  const names = cells.map((cell) => cell.trim());
  if (names.some(isMessageId)) throw noHeader();
  const places = ROW_COLUMNS.map((column): [RowColumn, number] => {
    const theirs = columns.get(column);
    const place = placeOf(names, theirs ?? column);
    if (place === -1 && theirs !== undefined) throw notMapped(names, column, theirs);
    if (place === -1 && isRequired(column, defaults)) throw missing(names, column);
    return [column, place];
  });
  return Object.fromEntries(places) as Record<RowColumn, number>;
};

const placeOf = (names: readonly string[], wanted: string): number => {
  const [name, twin] = namesLike(wanted, names);
  if (twin === undefined) return name === undefined ? -1 : names.indexOf(name);
  throw new Failure("E_ROWS", `the header has more than one column ${JSON.stringify(wanted)}`, {
    hint: [listOf(names), "Rename all but one of them."],
  });
};

const missing = (names: readonly string[], column: RowColumn): Failure => {
  const meant = closest(column, names);
  return new Failure("E_ROWS", `the header has no column "${column}"${didYouMean(meant)}`, {
    hint: [listOf(names), WAYS[column] ?? `Name the one to take: --map-column ${column}=…`],
    ...(meant === undefined ? {} : { addition: { words: ["--map-column", `${column}=${meant}`] } }),
  });
};

const WAYS: Readonly<Partial<Record<RowColumn, string>>> = {
  type: "Name the one to take: --map-column type=…, or give --type for all rows.",
  status: "Name the one to take: --map-column status=…, or give --status for all rows.",
};

const notMapped = (names: readonly string[], column: RowColumn, theirs: string): Failure => {
  const meant = closest(theirs, names);
  return new Failure("E_ROWS", `the header has no column ${JSON.stringify(theirs)}${didYouMean(meant)}`, {
    hint: [listOf(names), `It was named by --map-column ${column}=${theirs}.`],
    correction:
      meant === undefined ? undefined : { wrong: `${column}=${theirs}`, right: `${column}=${meant}` },
  });
};

const listOf = (names: readonly string[]): string => `Its columns are: ${names.join(", ").slice(0, 400)}`;

const noHeader = (): Failure =>
  new Failure("E_ROWS", "the first line is a row already; it has to name the columns", {
    hint: [`Put this line before it: ${ROW_COLUMNS.join(",")}`],
  });

/** Whether a row cannot do without this column. */
const isRequired = (column: RowColumn, { type, status }: RowDefaults): boolean => {
  if (column === "type") return type === undefined;
  if (column === "status") return status === undefined;
  return column !== "payload";
};

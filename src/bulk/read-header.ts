import { Failure } from "../failures/failure.js";
import { closest, didYouMean } from "../model/did-you-mean.js";
import { isMessageId } from "../model/message-id.js";
import { matchingNames } from "./check-row.js";
import { COLUMN_NAMES, LIST_COLUMNS, ROW_COLUMNS, type RowColumn, type RowReading } from "./row.js";

/** The cell indexes of each column; none if the table does not have it, several if it has more than one name for it. */
type ColumnIndexes = Readonly<Record<RowColumn, readonly number[]>>;

/** Finds the columns in a header; other columns are ignored. @throws Failure E_ROWS */
export const readHeader = (cells: readonly string[], reading: RowReading): ColumnIndexes => {
  const names = cells.map((cell) => cell.trim());
  if (names.some(isMessageId)) throw noHeader();
  const isOfList = isList(names);
  const indexes = ROW_COLUMNS.map((column): [RowColumn, readonly number[]] => {
    const mapped = reading.columns.get(column);
    const found = namesOf(column, reading).flatMap((name) => indexesOf(names, name));
    if (found.length === 0 && mapped !== undefined) throw mappedMissing(names, column, mapped);
    if (found.length === 0 && isRequired(column, reading.defaults))
      throw columnMissing(isOfList ? namesToWrite(names) : names, names, column);
    const isLeft = column === "payload" && isOfList && mapped === undefined && !reading.takesListPayload;
    return [column, isLeft ? [] : found];
  });
  return Object.fromEntries(indexes) as unknown as ColumnIndexes;
};

/** How many of the columns a header names. */
export const countColumns = (cells: readonly string[], reading: Pick<RowReading, "columns">): number => {
  const names = cells.map((cell) => cell.trim());
  return ROW_COLUMNS.filter((column) =>
    namesOf(column, reading).some((name) => matchingNames(name, names).length > 0),
  ).length;
};

/** Whether an input with these names is a list of messages, which says what they hold and not what to write. */
export const isList = (names: readonly string[]): boolean =>
  LIST_COLUMNS.every((name) => matchingNames(name, names).length > 0);

const namesToWrite = (names: readonly string[]): readonly string[] =>
  names.filter((name) => !LIST_COLUMNS.some((listed) => matchingNames(listed, [name]).length > 0));

const namesOf = (column: RowColumn, { columns }: Pick<RowReading, "columns">): readonly string[] => {
  const mapped = columns.get(column);
  return mapped === undefined ? COLUMN_NAMES[column] : [mapped];
};

const indexesOf = (names: readonly string[], wanted: string): readonly number[] => {
  const [name, twin] = matchingNames(wanted, names);
  if (twin === undefined) return name === undefined ? [] : [names.indexOf(name)];
  throw new Failure("E_ROWS", `the header has more than one column ${JSON.stringify(wanted)}`, {
    hint: [listOf(names), "Rename all but one of them."],
  });
};

const isRequired = (column: RowColumn, { button, status }: RowReading["defaults"]): boolean => {
  if (column === "button") return button === undefined;
  if (column === "status") return status === undefined;
  return column !== "payload";
};

/** @param likely the names that may be meant */
const columnMissing = (likely: readonly string[], names: readonly string[], column: RowColumn): Failure => {
  const meant = closest(column, likely);
  return new Failure("E_ROWS", `the header has no column "${column}"${didYouMean(meant)}`, {
    hint: [listOf(names), COLUMN_HINTS[column] ?? `Choose the column: --map-column ${column}=NAME`],
    ...(meant === undefined ? {} : { addition: { words: ["--map-column", `${column}=${meant}`] } }),
  });
};

const COLUMN_HINTS: Readonly<Partial<Record<RowColumn, string>>> = {
  button: "Choose the column with --map-column button=NAME, or set --button for all rows.",
  status: "Choose the column with --map-column status=NAME, or set --status for all rows.",
};

const mappedMissing = (names: readonly string[], column: RowColumn, mapped: string): Failure => {
  const meant = closest(mapped, names);
  return new Failure("E_ROWS", `the header has no column ${JSON.stringify(mapped)}${didYouMean(meant)}`, {
    hint: [listOf(names), `It comes from --map-column ${column}=${mapped}.`],
    correction:
      meant === undefined ? undefined : { wrong: `${column}=${mapped}`, right: `${column}=${meant}` },
  });
};

const listOf = (names: readonly string[]): string => `Its columns are: ${names.join(", ").slice(0, 400)}`;

const noHeader = (): Failure =>
  new Failure("E_ROWS", "the first line is a row; it must be the header", {
    hint: [`Add this line at the top: ${ROW_COLUMNS.join(",")}`],
  });

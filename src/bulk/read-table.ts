import { Failure } from "../failures/failure.js";
import { closest, didYouMean } from "../model/did-you-mean.js";
import type { JsonValue } from "../model/json.js";
import { lossyNumber } from "../model/lossy-number.js";
import { isMessageId } from "../model/message-id.js";
import {
  checkRows,
  checkValues,
  inexactNumberText,
  matchingNames,
  notJsonText,
  type RowCheck,
} from "./check-row.js";
import type { OpenRows, RowsInput } from "./read-rows.js";
import { ROW_COLUMNS, type RowColumn, type RowDefaults } from "./row.js";
import { type DelimitedRow, splitDelimited } from "./split-delimited.js";
import { splitText } from "./split-text.js";

/** Rows of CSV or TSV. The header, which is the first row, is read before it returns. @throws Failure E_ROWS */
export const readTable = async (
  texts: AsyncIterable<string>,
  delimiter: string,
  input: Pick<RowsInput, "columns" | "defaults">,
): Promise<Pick<OpenRows, "header" | "batches">> => {
  const batches = splitText(texts, splitDelimited(delimiter));
  const { value: first = [] } = await batches.next();
  const [header, ...rest] = first;
  if (header === undefined) {
    throw new Failure("E_ROWS", "the input is empty; its first line has to name the columns", {
      hint: [`They are: ${ROW_COLUMNS.join(",")}`],
    });
  }
  const table = { columns: readHeader(header.cells, input), width: header.cells.length, delimiter };
  async function* dataRows() {
    if (rest.length > 0) yield rest;
    yield* batches;
  }
  return { header: header.raw, batches: checkRows(dataRows(), cellCheck(table, input.defaults)) };
};

/** The cell index of each column; -1 if the table does not have it. */
type ColumnIndexes = Readonly<Record<RowColumn, number>>;

/** Finds the columns in a header; other columns are ignored. @throws Failure E_ROWS */
const readHeader = (
  cells: readonly string[],
  { columns, defaults }: Pick<RowsInput, "columns" | "defaults">,
): ColumnIndexes => {
  const names = cells.map((cell) => cell.trim());
  if (names.some(isMessageId)) throw noHeader();
  const indexes = ROW_COLUMNS.map((column): [RowColumn, number] => {
    const mapped = columns.get(column);
    const index = indexOf(names, mapped ?? column);
    if (index === -1 && mapped !== undefined) throw mappedMissing(names, column, mapped);
    if (index === -1 && isRequired(column, defaults)) throw columnMissing(names, column);
    return [column, index];
  });
  return Object.fromEntries(indexes) as Record<RowColumn, number>;
};

const indexOf = (names: readonly string[], wanted: string): number => {
  const [name, twin] = matchingNames(wanted, names);
  if (twin === undefined) return name === undefined ? -1 : names.indexOf(name);
  throw new Failure("E_ROWS", `the header has more than one column ${JSON.stringify(wanted)}`, {
    hint: [listOf(names), "Rename all but one of them."],
  });
};

const isRequired = (column: RowColumn, { type, status }: RowDefaults): boolean => {
  if (column === "type") return type === undefined;
  if (column === "status") return status === undefined;
  return column !== "payload";
};

const columnMissing = (names: readonly string[], column: RowColumn): Failure => {
  const meant = closest(column, names);
  return new Failure("E_ROWS", `the header has no column "${column}"${didYouMean(meant)}`, {
    hint: [listOf(names), COLUMN_HINTS[column] ?? `Name the one to take: --map-column ${column}=…`],
    ...(meant === undefined ? {} : { addition: { words: ["--map-column", `${column}=${meant}`] } }),
  });
};

const COLUMN_HINTS: Readonly<Partial<Record<RowColumn, string>>> = {
  type: "Name the one to take: --map-column type=…, or give --type for all rows.",
  status: "Name the one to take: --map-column status=…, or give --status for all rows.",
};

const mappedMissing = (names: readonly string[], column: RowColumn, mapped: string): Failure => {
  const meant = closest(mapped, names);
  return new Failure("E_ROWS", `the header has no column ${JSON.stringify(mapped)}${didYouMean(meant)}`, {
    hint: [listOf(names), `It was named by --map-column ${column}=${mapped}.`],
    correction:
      meant === undefined ? undefined : { wrong: `${column}=${mapped}`, right: `${column}=${meant}` },
  });
};

const listOf = (names: readonly string[]): string => `Its columns are: ${names.join(", ").slice(0, 400)}`;

const noHeader = (): Failure =>
  new Failure("E_ROWS", "the first line is a row already; it has to name the columns", {
    hint: [`Put this line before it: ${ROW_COLUMNS.join(",")}`],
  });

interface Table {
  readonly columns: ColumnIndexes;
  /** How many cells the header has. */
  readonly width: number;
  readonly delimiter: string;
}

const cellCheck =
  ({ columns, width, delimiter }: Table, defaults: RowDefaults): RowCheck<DelimitedRow> =>
  ({ cells, brokenCell }, reasons) => {
    if (brokenCell !== undefined && brokenCell <= width) {
      reasons.push(
        `cell ${brokenCell} goes on after its closing quote; a quote within a cell is written twice`,
      );
    } else if (cells.length !== width) {
      reasons.push(wrongWidth(cells.length, width, delimiter));
    }
    if (reasons.length > 0) return undefined;
    const trimmed = (column: RowColumn): string | undefined => cells[columns[column]]?.trim();
    const values = {
      subscriberId: cells[columns.subscriberId], // Not trimmed: an ID may begin or end with a space.
      messageId: trimmed("messageId"),
      type: trimmed("type"),
      status: trimmed("status"),
      payload: payloadIn(trimmed("payload"), reasons),
    };
    return checkValues(values, defaults, reasons, (column) => `${column} is missing`);
  };

const wrongWidth = (cells: number, width: number, delimiter: string): string =>
  cells < width
    ? `it has ${cells} cells, but the header has ${width}`
    : `it has ${cells} cells, but the header has ${width}; a cell with ${DELIMITER_NAMES[delimiter] ?? delimiter} in it needs quotes around it`;

const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ",": "a comma",
  ";": "a semicolon",
  "\t": "a tab",
};

const payloadIn = (text: string | undefined, reasons: string[]) => {
  if (!text) return undefined;
  try {
    const value: JsonValue = JSON.parse(text);
    const number = lossyNumber(text);
    if (number !== undefined) reasons.push(inexactNumberText(number));
    return { value, length: text.length };
  } catch (error) {
    reasons.push(`payload ${notJsonText(error)}`);
    return undefined;
  }
};

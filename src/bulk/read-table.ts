import { Failure } from "../failures/failure.js";
import { checkRows, checkValues, payloadOfText, type RowCheck } from "./check-row.js";
import { readHeader } from "./read-header.js";
import type { OpenRows } from "./read-rows.js";
import { ROW_COLUMNS, type RowColumn, type RowReading } from "./row.js";
import { type DelimitedRow, splitDelimited } from "./split-delimited.js";
import { type LineEnd, lineEndsIn, splitText } from "./split-text.js";
import type { TableStart } from "./table-start.js";

interface TableText extends TableStart {
  /** With the preamble. */
  readonly texts: AsyncIterable<string>;
  readonly lineEnd: LineEnd;
}

/** Rows of CSV or TSV. The header, which is the first row, is read before it returns. @throws Failure E_ROWS */
export const readTable = async (
  { texts, delimiter, lineEnd, preamble }: TableText,
  reading: RowReading,
): Promise<Pick<OpenRows, "header" | "batches">> => {
  const firstLine = 1 + lineEndsIn(preamble, lineEnd);
  const split = splitDelimited({ delimiter, lineEnd }, firstLine);
  const batches = splitText(withoutStart(texts, preamble.length), split);
  const { value: first = [] } = await batches.next();
  const [header, ...rest] = first;
  if (header === undefined) {
    throw new Failure("E_ROWS", "the input is empty; the first line must be the header", {
      hint: [`Columns: ${ROW_COLUMNS.join(",")}`],
    });
  }
  const table = { columns: readHeader(header.cells, reading), width: header.cells.length, delimiter };
  async function* dataRows() {
    if (rest.length > 0) yield rest;
    yield* batches;
  }
  return {
    header: preamble + header.raw,
    batches: checkRows(dataRows(), cellCheck(table, reading.defaults)),
  };
};

async function* withoutStart(texts: AsyncIterable<string>, length: number): AsyncGenerator<string> {
  let left = length;
  for await (const text of texts) {
    yield text.slice(left);
    left = Math.max(0, left - text.length);
  }
}

interface Table {
  readonly columns: ReturnType<typeof readHeader>;
  /** How many cells the header has. */
  readonly width: number;
  readonly delimiter: string;
}

const cellCheck =
  ({ columns, width, delimiter }: Table, defaults: RowReading["defaults"]): RowCheck<DelimitedRow> =>
  ({ cells, brokenCell }, reasons) => {
    if (brokenCell !== undefined && brokenCell <= width) {
      reasons.push(`cell ${brokenCell} continues after its closing quote; write a quote inside a cell twice`);
    } else if (cells.slice(width).some((cell) => cell.trim() !== "")) {
      reasons.push(tooWide(cells.length, width, delimiter));
    }
    if (reasons.length > 0) return undefined;
    // Spreadsheets leave out the last empty cells of a row, or add some.
    const cellsOf = (column: RowColumn) => columns[column].map((index) => cells[index] ?? "");
    const trimmed = (column: RowColumn) => cellsOf(column).map((cell) => cell.trim());
    const values = {
      subscriberId: cellsOf("subscriberId"), // Not trimmed: an ID may begin or end with a space.
      messageId: trimmed("messageId"),
      button: trimmed("button"),
      status: trimmed("status"),
      payload: payloadOfText(trimmed("payload")[0], reasons),
    };
    return checkValues(values, defaults, reasons, (column) => `${column} is missing`);
  };

const tooWide = (cells: number, width: number, delimiter: string): string =>
  `it has ${cells} cells, but the header has ${width}; a cell with ${DELIMITER_NAMES[delimiter] ?? JSON.stringify(delimiter)} in it must be quoted`;

const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ",": "a comma",
  ";": "a semicolon",
  "\t": "a tab",
};

import { Failure } from "../failures/failure.js";
import type { ActionRequest } from "../model/action.js";
import type { JsonValue } from "../model/json.js";
import { lossyNumber } from "../model/lossy-number.js";
import { checkAction } from "./check-action.js";
import type { GivenPayload } from "./check-payload.js";
import { checkAll, splitAll } from "./checked-batches.js";
import { inexact, notJson } from "./json-reasons.js";
import { type ColumnPositions, readHeader } from "./read-header.js";
import {
  type OpenRows,
  ROW_COLUMNS,
  type RowColumn,
  type RowDefaults,
  type RowsInput,
} from "./rows-input.js";
import { type DelimitedRow, splitDelimited } from "./split-delimited.js";

/** Reads the header, which is the first row. @throws Failure E_ROWS */
export const openTable = async (
  texts: AsyncIterable<string>,
  head: string,
  delimiter: string,
  input: RowsInput,
): Promise<Pick<OpenRows, "header" | "batches">> => {
  const splits = splitAll(texts, head, splitDelimited(delimiter));
  for (let next = await splits.next(); !next.done; next = await splits.next()) {
    const {
      rows: [header, ...rows],
      failure,
    } = next.value;
    if (header === undefined && failure !== undefined) throw failure;
    if (header === undefined) continue;
    const shape = {
      places: readHeader(header.cells, input),
      width: header.cells.length,
      delimiter,
      defaults: input.defaults,
    };
    const first = { ...next.value, rows };
    return {
      header: header.raw,
      batches: checkAll(followedBy(first, splits), (row, reasons) => checkCells(row, shape, reasons)),
    };
  }
  throw new Failure("E_ROWS", "the input is empty; its first line has to name the columns", {
    hint: [`They are: ${ROW_COLUMNS.join(",")}`],
  });
};

async function* followedBy<Item>(
  first: Item,
  others: AsyncGenerator<Item, undefined, undefined>,
): AsyncGenerator<Item, undefined, undefined> {
  yield first;
  yield* others;
}

/** What the rows of one table have in common. */
interface TableShape {
  readonly places: ColumnPositions;
  /** How many cells the header has. */
  readonly width: number;
  readonly delimiter: string;
  readonly defaults: RowDefaults;
}

/** The action of a row of cells, or undefined; then `reasons` has got why. */
const checkCells = (
  { cells, brokenCell }: Pick<DelimitedRow, "cells" | "brokenCell">,
  { places, width, delimiter, defaults }: TableShape,
  reasons: string[],
): ActionRequest | undefined => {
  if (brokenCell !== undefined && brokenCell <= width) {
    reasons.push(
      `cell ${brokenCell} goes on after its closing quote; a quote within a cell is written twice`,
    );
  } else if (cells.length !== width) {
    reasons.push(wrongWidth(cells.length, width, delimiter));
  }
  if (reasons.length > 0) return undefined;
  const wordOf = (place: number): string | undefined => cells[place]?.trim();
  const words = {
    subscriberId: cells[places.subscriberId],
    messageId: wordOf(places.messageId),
    type: wordOf(places.type),
    status: wordOf(places.status),
    payload: payloadOf(wordOf(places.payload), reasons),
  };
  return checkAction(words, defaults, reasons, missing);
};

const missing = (column: RowColumn): string => `${column} is missing`;

const wrongWidth = (cells: number, width: number, delimiter: string): string =>
  cells < width
    ? `it has ${cells} cells, but the header has ${width}`
    : `it has ${cells} cells, but the header has ${width}; a cell with ${NAMES[delimiter] ?? delimiter} in it needs quotes around it`;

const NAMES: Readonly<Record<string, string>> = { ",": "a comma", ";": "a semicolon", "\t": "a tab" };

const payloadOf = (text: string | undefined, reasons: string[]): GivenPayload | undefined => {
  if (!text) return undefined;
  try {
    const value: JsonValue = JSON.parse(text);
    const number = lossyNumber(text);
    if (number !== undefined) reasons.push(inexact(number));
    return { value, length: text.length };
  } catch (error) {
    reasons.push(`payload ${notJson(error)}`);
    return undefined;
  }
};

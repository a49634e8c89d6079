import type { ActionRequest } from "../model/action-request.js";
import type { JsonValue } from "../model/json.js";
import { lossyNumber } from "../model/lossy-number.js";
import { checkAction } from "./check-action.js";
import type { GivenPayload } from "./check-payload.js";
import { inexact, notJson } from "./json-reasons.js";
import type { CellPlaces } from "./read-header.js";
import type { RowColumn, RowDefaults } from "./rows-input.js";
import type { DelimitedRow } from "./split-delimited.js";

/** What the rows of one table have in common. */
export interface TableShape {
  readonly places: CellPlaces;
  /** How many cells the header has. */
  readonly width: number;
  readonly delimiter: string;
  readonly defaults: RowDefaults;
}

/** The action of a row of cells, or undefined; then `reasons` has got why. */
export const checkCells = (
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

import { stringify } from "csv-stringify/sync";
import { programText } from "./cell-text.js";
import { headerText } from "./delimited.js";
import type { Cell, Table } from "./view.js";

/** RFC 4180, with unchanged values. Later parts of a list are written without the header line. */
export const toCsv = ({ columns, rows }: Table, withHeader = true): string =>
  stringify([...(withHeader ? [columns.map(headerText)] : []), ...rows.map((row) => row.map(programText))], {
    quoted_match: columns.length === 1 ? EMPTY_OR_RETURN : RETURN,
  }).replace(/\n$/, "");

/** csv-stringify does not quote a carriage return, which readers take for the end of a line. */
const RETURN = /\r/;
/** Readers skip a row of one empty value unless it is quoted. */
const EMPTY_OR_RETURN = /^$|\r/;

/**
 * The table with an apostrophe before every text that a spreadsheet would run as a formula. The values are then no longer
 * exact.
 */
export const withoutFormulas = ({ columns, rows }: Table): Table => ({
  columns,
  rows: rows.map((row) => row.map(withoutFormula)),
});

const withoutFormula = (cell: Cell): Cell => {
  const text = programText(cell);
  return FORMULA.test(text) ? { text: `'${text}` } : cell;
};

const FORMULA = /^[=+\-@\t\r]/;

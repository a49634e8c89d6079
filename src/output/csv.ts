import { stringify } from "csv-stringify/sync";
import { programText } from "./cell-text.js";
import type { Table } from "./view.js";

/** RFC 4180, with unchanged values. Later parts of a list are written without the header line. */
export const toCsv = ({ columns, rows }: Table, withHeader = true): string =>
  stringify(
    [
      ...(withHeader
        ? [columns.map(({ title, isName }) => (isName ? title : title.toLowerCase().replaceAll(" ", "_")))]
        : []),
      ...rows.map((row) => row.map(programText)),
    ],
    { quoted_match: columns.length === 1 ? EMPTY_OR_RETURN : RETURN },
  ).replace(/\n$/, "");

/** csv-stringify does not quote a carriage return, which readers take for the end of a line. */
const RETURN = /\r/;
/** Readers skip a row of one empty value unless it is quoted. */
const EMPTY_OR_RETURN = /^$|\r/;

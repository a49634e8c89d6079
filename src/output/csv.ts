import { stringify } from "csv-stringify/sync";
import { programText } from "./cell-text.js";
import type { Table } from "./view.js";

/** RFC 4180; values as they are. The later parts of a list come without the header line. */
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

/** What csv-stringify leaves bare although a reader takes it for the end of a line, */
const RETURN = /\r/;
/** and a row of one empty value, which a reader takes for no row. */
const EMPTY_OR_RETURN = /^$|\r/;

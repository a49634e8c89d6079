import { stringify } from "csv-stringify/sync";
import { programText } from "./cell-text.js";
import type { Table } from "./screen.js";

/** RFC 4180 with a header line; values as they are. */
export const toCsv = ({ columns, rows }: Table): string =>
  stringify(
    [
      columns.map(({ title }) => title.toLowerCase().replaceAll(" ", "_")),
      ...rows.map((row) => row.map(programText)),
    ],
    { quoted_match: columns.length === 1 ? EMPTY_OR_RETURN : RETURN },
  ).replace(/\n$/, "");

/** What csv-stringify leaves bare although a reader takes it for the end of a line, */
const RETURN = /\r/;
/** and a row of one empty value, which a reader takes for no row. */
const EMPTY_OR_RETURN = /^$|\r/;

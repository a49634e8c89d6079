import { stringify } from "csv-stringify/sync";
import { programText } from "./cell-text.js";
import type { Table } from "./screen.js";

/** RFC 4180 with a header line; values as they are. */
export const toCsv = ({ columns, rows }: Table): string =>
  stringify([
    columns.map(({ title }) => title.toLowerCase().replaceAll(" ", "_")),
    ...rows.map((row) => row.map(programText)),
  ]).trimEnd();

import { programText } from "./cell-text.js";
import { sanitizeLine } from "./sanitize.js";
import type { Table, View } from "./view.js";

/** The rows a program gets of a screen: its table, else its facts as label and value. */
export const tableOf = (view: View): Table =>
  view.table ?? {
    columns: [{ title: "FIELD" }, { title: "VALUE" }],
    rows: (view.fields ?? []).map(({ label, value }) => [{ text: label }, value]),
  };

/** Tab-separated lines without a header, one a row; control bytes and tabs in values become spaces. */
export const toTsv = (table: Table): string =>
  table.rows.map((row) => row.map((cell) => sanitizeLine(programText(cell))).join("\t")).join("\n");

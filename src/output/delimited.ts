import { programText } from "./cell-text.js";
import { sanitizeLine } from "./sanitize.js";
import type { Table, View } from "./view.js";

/** The rows of a view for programs: its table or, without one, its fields as label and value. */
export const tableOf = (view: View): Table =>
  view.table ?? {
    columns: [{ title: "FIELD" }, { title: "VALUE" }],
    rows: (view.fields ?? []).map(({ label, value }) => [{ text: label }, value]),
  };

/** One tab-separated line per row, without a header. Control bytes in values are removed; tabs become spaces. */
export const toTsv = (table: Table): string =>
  table.rows.map((row) => row.map((cell) => sanitizeLine(programText(cell))).join("\t")).join("\n");

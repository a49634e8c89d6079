import { programText } from "./cell-text.js";
import { sanitizeLine } from "./sanitize.js";
import type { Table, View } from "./view.js";

/** The rows of a view for programs: its table or, without one, its fields as label and value. */
export const tableOf = (view: View): Table =>
  view.table ?? {
    columns: [{ title: "FIELD" }, { title: "VALUE" }],
    rows: [...(view.fields ?? []), ...(view.details ?? [])].map(({ label, value }) => [
      { text: label },
      value,
    ]),
  };

/** One tab-separated line per row. Control bytes in values are removed; tabs become spaces. */
export const toTsv = ({ columns, rows }: Table, withHeader = false): string =>
  [...(withHeader ? [columns.map(headerText)] : []), ...rows.map((row) => row.map(programText))]
    .map((texts) => texts.map(sanitizeLine).join("\t"))
    .join("\n");

/** The name of a column for programs. */
export const headerText = ({ title, isName }: Table["columns"][number]): string =>
  isName ? title : title.toLowerCase().replaceAll(" ", "_");

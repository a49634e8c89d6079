import CliTable from "cli-table3";
import { columnWidth } from "./fit-text.js";

const NO_BORDERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** Lays out cells in aligned columns without borders. Cells can contain colour codes. */
export const grid = (rows: readonly (readonly string[])[]): string[] => {
  // cli-table3 colours heads and borders even without a terminal unless told not to.
  const table = new CliTable({
    chars: NO_BORDERS,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  table.push(...rows.map((row) => [...row]));
  return rows.length === 0
    ? []
    : table
        .toString()
        .split("\n")
        .map((line) => line.trimEnd());
};

export const widthOf = (lines: readonly string[]): number =>
  lines.reduce((widest, line) => Math.max(widest, columnWidth(line)), 0);

const MAX_LABEL_CHARS = 100;

/** The width of a label; an overlong one counts as 0, so that it does not widen the column. */
export const labelWidth = (label: string): number =>
  label.length > MAX_LABEL_CHARS ? 0 : columnWidth(label);

/** Labels in a column, each with its text beside it. The text can be of any length and is not measured. */
export const labelled = (pairs: readonly (readonly [label: string, text: string])[]): string[] => {
  const widths = pairs.map(([label]) => labelWidth(label));
  const column = widths.reduce((widest, width) => Math.max(widest, width), 0);
  return pairs.flatMap(([label, text], at) => {
    const [first = "", ...more] = text.split("\n");
    const gap = " ".repeat(column - (widths[at] ?? 0));
    return [`${label}${gap}  ${first}`, ...more.map((line) => `${" ".repeat(column)}  ${line}`)].map((line) =>
      line.trimEnd(),
    );
  });
};

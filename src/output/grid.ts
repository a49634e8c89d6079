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

/** Lines of text cells in aligned columns, no borders. Cells may hold colour codes. */
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

const LONGEST_LABEL = 100;

/** Columns of a label; one that is none, by its length, stands for itself. */
export const labelWidth = (label: string): number => (label.length > LONGEST_LABEL ? 0 : columnWidth(label));

/** Labels in a column, each with its text beside it, which is not measured and may be of any length. */
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

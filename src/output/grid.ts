import CliTable from "cli-table3";
import stringWidth from "string-width";

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
  Math.max(0, ...lines.map((line) => stringWidth(line)));

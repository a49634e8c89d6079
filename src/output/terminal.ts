import CliTable from "cli-table3";
import { personText, toneOf } from "./cell-text.js";
import { columnWidth, fitsIn, fitText, headOf } from "./fit-text.js";
import { sanitize, sanitizeLine } from "./sanitize.js";
import type { Style } from "./style.js";
import type { Cell, Checklist, ChecklistItem, Field, Note, Table, View } from "./view.js";
import { wrapWords } from "./wrap-words.js";

interface LayoutOptions {
  /** Columns of the terminal. */
  readonly width: number;
  /** ms since the epoch, for relative times. */
  readonly now: number;
  readonly style: Style;
}

const INDENT = "  ";

const TONE_SYMBOLS: Readonly<Record<ChecklistItem["tone"], string>> = {
  good: "✔",
  warn: "!",
  bad: "✖",
  muted: "·",
};

/** Space between a label and its value. */
const GAP = "  ";
/** If fewer columns are left beside the labels, text is not wrapped to less than this. */
const MIN_TEXT_WIDTH = 20;

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

/** Renders a view for a terminal: a table, or cards if the table does not fit. */
export const renderTerminal = (view: View, layout: LayoutOptions): string => {
  if (view.text !== undefined) return view.text;
  const lines = [
    ...(view.title ?? []).map((line) => sanitizeLine(line)),
    ...mainPart(view, layout),
    ...fieldLines(view.fields ?? [], layout),
    ...footerLines(view.footer ?? [], layout),
  ];
  return lines.map((line) => `${INDENT}${line}`.trimEnd()).join("\n");
};

const mainPart = ({ checklists, table }: View, layout: LayoutOptions): string[] => {
  if (checklists !== undefined) return checklistLines(checklists, layout.width - INDENT.length, layout.style);
  return table === undefined ? [] : tableOrCardLines(table, layout);
};

const tableOrCardLines = (table: Table, layout: LayoutOptions): string[] => {
  if (table.rows.length === 0) return [];
  const shown = withTruncatedTexts(withoutEmptyColumns(table), layout);
  if (!isMeasurable(shown, layout)) return cardLines(shown, layout);
  const fitting = fittingLines(shown, layout) ?? fittingLines(withoutYieldingColumns(shown), layout);
  return fitting ?? cardLines(shown, layout);
};

/** The table as lines, with texts cut if necessary; undefined if it does not fit even then. */
const fittingLines = (table: Table, layout: LayoutOptions): string[] | undefined => {
  const lines = tableLines(table, layout);
  const excess = widthOf(lines) + INDENT.length - layout.width;
  if (excess <= 0) return lines;
  const shrunk = shrink(table, excess, layout);
  return shrunk === undefined ? undefined : tableLines(shrunk, layout);
};

const withoutYieldingColumns = ({ columns, rows }: Table): Table => {
  const kept = <T>(list: readonly T[]) => list.filter((_, at) => !columns[at]?.isDroppable);
  return { columns: kept(columns), rows: rows.map(kept) };
};

/** A text cut shorter than this is not useful. */
const MIN_CELL_WIDTH = 16;

/** Cuts the texts of the shrinking column by `excess`; undefined if there is none or that is not enough. */
const shrink = (table: Table, excess: number, { now }: LayoutOptions): Table | undefined => {
  const at = table.columns.findIndex(({ canTruncate }) => canTruncate);
  if (at < 0) return undefined;
  const texts = table.rows.map((row) => personText(row[at] ?? "none", now));
  const width = widthOf([table.columns[at]?.title ?? "", ...texts]) - excess;
  if (width < MIN_CELL_WIDTH) return undefined;
  const cut = (cell: Cell): Cell =>
    typeof cell === "object" && "text" in cell
      ? { ...cell, text: fitText(sanitizeLine(cell.text).trim(), width) }
      : cell;
  return {
    ...table,
    rows: table.rows.map((row) => row.map((cell, index) => (index === at ? cut(cell) : cell))),
  };
};

/** A cell much longer than the terminal's width leads to cards in any case, and would be slow to lay out. */
const isMeasurable = ({ columns, rows }: Table, layout: LayoutOptions): boolean => {
  const max = maxMeasuredChars(layout);
  return (
    columns.every(({ title }) => title.length <= max) &&
    rows.every((row) => row.every((cell) => personText(cell, layout.now).length <= max))
  );
};

const MIN_MEASURED_CHARS = 250;

const maxMeasuredChars = ({ width }: LayoutOptions): number => Math.max(MIN_MEASURED_CHARS, 2 * width);

/** Cuts the long texts of shrinking columns roughly before they are measured. */
const withTruncatedTexts = (table: Table, layout: LayoutOptions): Table => {
  const max = maxMeasuredChars(layout);
  const cut = (cell: Cell): Cell =>
    typeof cell === "object" && "text" in cell && cell.text.length > max
      ? { ...cell, text: `${headOf(cell.text, max - 1)}…` }
      : cell;
  return {
    ...table,
    rows: table.rows.map((row) => row.map((cell, at) => (table.columns[at]?.canTruncate ? cut(cell) : cell))),
  };
};

const withoutEmptyColumns = ({ columns, rows }: Table): Table => {
  const keep = columns.map(({ optional }, at) => !optional || rows.some((row) => row[at] !== "none"));
  const kept = <T>(list: readonly T[]) => list.filter((_, at) => keep[at]);
  return { columns: kept(columns), rows: rows.map((row) => kept(row)) };
};

const styled = (cell: Cell, { now, style }: LayoutOptions): string =>
  style(personText(cell, now), toneOf(cell));

const tableLines = ({ columns, rows }: Table, layout: LayoutOptions): string[] =>
  grid([
    columns.map(({ title }) => layout.style(sanitizeLine(title), "muted")),
    ...rows.map((row) => row.map((cell) => styled(cell, layout))),
  ]);

/** One block per row, one line per column. Values are neither wrapped nor cut. */
const cardLines = ({ columns, rows }: Table, layout: LayoutOptions): string[] =>
  rows.flatMap((row, index) => [
    ...(index === 0 ? [] : [""]),
    ...fieldLines(
      columns.map(({ title }, at) => ({ label: title.toLowerCase(), value: row[at] ?? "none" })),
      layout,
    ),
  ]);

const fieldLines = (list: readonly Field[], layout: LayoutOptions): string[] => {
  const textWidth =
    layout.width -
    INDENT.length -
    list.reduce((widest, { label }) => Math.max(widest, labelWidth(label)), 0) -
    GAP.length;
  return labelled(
    list.map(({ label, value }) => [
      layout.style(sanitizeLine(label), "muted"),
      typeof value === "object" && "block" in value
        ? blockText(value.block, textWidth)
        : styled(value, layout),
    ]),
  );
};

const blockText = (block: string, width: number): string =>
  sanitize(block)
    .split("\n")
    .flatMap((line) => wrapWords(line, width))
    .join("\n");

/** Fields joined by dots, wrapped between fields. */
const footerLines = (list: readonly Field[], layout: LayoutOptions): string[] => {
  const lines: string[] = [];
  for (const { label, value } of list) {
    const part =
      label === ""
        ? personText(value, layout.now)
        : `${sanitizeLine(label)} ${personText(value, layout.now)}`;
    const last = lines.at(-1);
    const joined = last === undefined ? part : `${last} · ${part}`;
    if (last !== undefined && fitsIn(joined, layout.width - INDENT.length)) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines.map((line) => layout.style(line, "muted"));
};

/** Checklists as lines: a symbol, the label in its column, the text, and the notes below it. */
export const checklistLines = (lists: readonly Checklist[], width: number, style: Style): string[] => {
  const column = Math.max(0, ...lists.flatMap(({ items }) => items.map(({ label }) => label.length)));
  const indent = " ".repeat(2 + column + GAP.length);
  const room = Math.max(MIN_TEXT_WIDTH, width - indent.length);
  const itemLines = ({ tone, label, text, notes }: ChecklistItem): string[] => {
    const [first = "", ...more] = wrapWords(sanitizeLine(text), room);
    const textTone = tone === "good" || tone === "warn" ? undefined : tone;
    return [
      `${style(TONE_SYMBOLS[tone], tone)} ${label.padEnd(column)}${GAP}${style(first, textTone)}`,
      ...more.map((line) => `${indent}${style(line, textTone)}`),
      ...notes.flatMap((note) => noteLines(note, room, style)).map((line) => `${indent}${line}`),
    ];
  };
  return lists.flatMap(({ title, items }, at) => [
    ...(at === 0 ? [] : [""]),
    style(title, "strong"),
    ...items.flatMap(itemLines),
  ]);
};

const noteLines = (note: Note, room: number, style: Style): string[] => {
  if ("text" in note) return wrapWords(sanitizeLine(note.text), room);
  const { command, when } = note;
  return [`${style("try:", "strong")} ${command}${when === undefined ? "" : `   (${sanitizeLine(when)})`}`];
};

/** Lays out cells in aligned columns without borders. Cells can contain colour codes. */
const grid = (rows: readonly (readonly string[])[]): string[] => {
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

const widthOf = (lines: readonly string[]): number =>
  lines.reduce((widest, line) => Math.max(widest, columnWidth(line)), 0);

const MAX_LABEL_CHARS = 100;

/** The width of a label; an overlong one counts as 0, so that it does not widen the column. */
const labelWidth = (label: string): number => (label.length > MAX_LABEL_CHARS ? 0 : columnWidth(label));

/** Labels in a column, each with its text beside it. The text can be of any length and is not measured. */
const labelled = (pairs: readonly (readonly [label: string, text: string])[]): string[] => {
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

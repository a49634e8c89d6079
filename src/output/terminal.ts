import { personText, toneOf } from "./cell-text.js";
import { columnWidth, fitsIn } from "./fit-text.js";
import { sanitize, sanitizeLine } from "./sanitize.js";
import type { Style } from "./style.js";
import { type CellStyle, tableLines, withoutEmptyColumns } from "./table-lines.js";
import type { Cell, Checklist, ChecklistItem, Field, Note, Table, Tone, View } from "./view.js";
import { wrapWords } from "./wrap-words.js";

interface LayoutOptions extends CellStyle {
  /** Columns of the terminal. */
  readonly width: number;
  readonly isVerbose?: boolean;
}

const INDENT = "  ";

/** The symbol of an item, its tone, and that of its text. */
const ITEM_STYLES: Readonly<
  Record<ChecklistItem["tone"], readonly [symbol: string, tone?: Tone, text?: Tone]>
> = {
  good: ["✔"],
  warn: ["!", "strong"],
  bad: ["✖", "error", "error"],
  muted: ["·", "muted", "muted"],
};

/** Space between a label and its value. */
const GAP = "  ";
/** If fewer columns are left beside the labels, text is not wrapped to less than this. */
const MIN_TEXT_WIDTH = 20;

/** Renders a view for a terminal: a table, or cards if the table does not fit. */
export const renderTerminal = (view: View, layout: LayoutOptions): string => {
  if (view.text !== undefined) return view.text;
  const lines = [
    ...(view.title ?? []).map((line) => sanitizeLine(line)),
    ...mainPart(view, layout),
    ...fieldLines(view.fields ?? [], layout),
    ...footerLines(view.footer ?? [], layout),
    ...(layout.isVerbose === true ? detailLines(view, layout) : []),
  ];
  return lines.map((line) => `${INDENT}${line}`.trimEnd()).join("\n");
};

const mainPart = ({ checklists, table }: View, layout: LayoutOptions): string[] => {
  if (checklists !== undefined) {
    const [shown, rest] = layout.isVerbose === true ? [checklists, []] : withoutFineItems(checklists);
    return [...checklistLines(shown, layout.width - INDENT.length, layout.style), ...rest];
  }
  return table === undefined
    ? []
    : (tableLines(table, layout, layout.width - INDENT.length) ?? cardLines(table, layout));
};

/** One block per row, one line per column. Values are neither wrapped nor cut. */
const cardLines = (table: Table, layout: LayoutOptions): string[] => {
  const { columns, rows } = withoutEmptyColumns(table);
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : [""]),
    ...fieldLines(
      columns.map(({ title }, at) => ({ label: title.toLowerCase(), value: row[at] ?? "none" })),
      layout,
    ),
  ]);
};

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

/** The items that need attention, and a line about the others. */
const withoutFineItems = (
  lists: readonly Checklist[],
): readonly [readonly Checklist[], readonly string[]] => {
  const needsAttention = ({ tone }: ChecklistItem) => tone === "warn" || tone === "bad";
  const shown = lists
    .map(({ title, items }) => ({ title, items: items.filter(needsAttention) }))
    .filter(({ items }) => items.length > 0);
  const count = lists.flatMap(({ items }) => items).length - shown.flatMap(({ items }) => items).length;
  if (count === 0) return [shown, []];
  const what = `${count} ${shown.length === 0 ? "" : "other "}${count === 1 ? "check" : "checks"} fine; -v shows ${count === 1 ? "it" : "them"}`;
  return [shown, [...(shown.length === 0 ? [] : [""]), what]];
};

const styled = (cell: Cell, { now, style }: CellStyle): string => style(personText(cell, now), toneOf(cell));

const blockText = (block: string, width: number): string =>
  sanitize(block)
    .split("\n")
    .flatMap((line) => wrapWords(line, width))
    .join("\n");

/** Like the fields of the view or, without fields, like its footer. */
const detailLines = ({ fields, details = [] }: View, layout: LayoutOptions): string[] =>
  fields === undefined ? footerLines(details, layout) : fieldLines(details, layout);

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
    const [symbol, symbolTone, textTone] = ITEM_STYLES[tone];
    return [
      `${style(symbol, symbolTone)} ${label.padEnd(column)}${GAP}${style(first, textTone)}`,
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

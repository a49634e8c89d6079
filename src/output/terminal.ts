import { personText, toneOf } from "./cell-text.js";
import { fitsIn, fitText, headOf } from "./fit-text.js";
import { grid, labelled, labelWidth, widthOf } from "./grid.js";
import { sanitize, sanitizeLine } from "./sanitize.js";
import type { Style } from "./style.js";
import type { Cell, Checklist, ChecklistItem, Field, Note, Table, View } from "./view.js";
import { wrapWords } from "./wrap-words.js";

interface TerminalFacts {
  /** Columns of the terminal. */
  readonly width: number;
  /** ms since the epoch, for relative times. */
  readonly now: number;
  readonly style: Style;
}

const INDENT = "  ";

const MARKS: Readonly<Record<ChecklistItem["tone"], string>> = { good: "✔", warn: "!", bad: "✖", muted: "·" };

/** Between a label and its value. */
const GAP = "  ";
/** Where fewer columns are left beside the labels, text runs on instead of being broken. */
const LEAST_WIDTH = 20;

/** A screen as lines for a person at a terminal: a table, or cards where the table would not fit. */
export const renderTerminal = (view: View, facts: TerminalFacts): string => {
  if (view.text !== undefined) return view.text;
  const lines = [
    ...(view.title ?? []).map((line) => sanitizeLine(line)),
    ...mainPart(view, facts),
    ...fieldLines(view.fields ?? [], facts),
    ...footerLines(view.footer ?? [], facts),
  ];
  return lines.map((line) => `${INDENT}${line}`.trimEnd()).join("\n");
};

const mainPart = ({ checklists, table }: View, facts: TerminalFacts): string[] => {
  if (checklists !== undefined) return checklistLines(checklists, facts.width - INDENT.length, facts.style);
  return table === undefined ? [] : tableOrCards(table, facts);
};

const tableOrCards = (table: Table, facts: TerminalFacts): string[] => {
  if (table.rows.length === 0) return [];
  const shown = withoutOverlong(withoutEmptyColumns(table), facts);
  if (!isMeasurable(shown, facts)) return cardLines(shown, facts);
  const fitting = fittingLines(shown, facts) ?? fittingLines(withoutYielding(shown), facts);
  return fitting ?? cardLines(shown, facts);
};

/** The table as lines, cut short if need be; undefined where it does not fit even so. */
const fittingLines = (table: Table, facts: TerminalFacts): string[] | undefined => {
  const lines = tableLines(table, facts);
  const excess = widthOf(lines) + INDENT.length - facts.width;
  if (excess <= 0) return lines;
  const shrunk = shrink(table, excess, facts);
  return shrunk === undefined ? undefined : tableLines(shrunk, facts);
};

const withoutYielding = ({ columns, rows }: Table): Table => {
  const kept = <T>(list: readonly T[]) => list.filter((_, at) => !columns[at]?.yields);
  return { columns: kept(columns), rows: rows.map(kept) };
};

/** Less of a text than this says too little. */
const NARROWEST = 16;

/** The table with the texts of one column cut short by so much, if it has such a column and that helps. */
const shrink = (table: Table, excess: number, { now }: TerminalFacts): Table | undefined => {
  const at = table.columns.findIndex(({ shrinks }) => shrinks);
  if (at < 0) return undefined;
  const texts = table.rows.map((row) => personText(row[at] ?? "none", now));
  const width = widthOf([table.columns[at]?.title ?? "", ...texts]) - excess;
  if (width < NARROWEST) return undefined;
  const cut = (cell: Cell): Cell =>
    typeof cell === "object" && "text" in cell
      ? { ...cell, text: fitText(sanitizeLine(cell.text).trim(), width) }
      : cell;
  return {
    ...table,
    rows: table.rows.map((row) => row.map((cell, index) => (index === at ? cut(cell) : cell))),
  };
};

/** A cell much longer than the terminal is wide makes cards in any case, and would take long to lay out. */
const isMeasurable = ({ columns, rows }: Table, facts: TerminalFacts): boolean => {
  const most = mostMeasured(facts);
  return (
    columns.every(({ title }) => title.length <= most) &&
    rows.every((row) => row.every((cell) => personText(cell, facts.now).length <= most))
  );
};

const LEAST_MEASURED = 250;

const mostMeasured = ({ width }: TerminalFacts): number => Math.max(LEAST_MEASURED, 2 * width);

/** A text that may be cut is cut roughly before it is measured. */
const withoutOverlong = (table: Table, facts: TerminalFacts): Table => {
  const most = mostMeasured(facts);
  const cut = (cell: Cell): Cell =>
    typeof cell === "object" && "text" in cell && cell.text.length > most
      ? { ...cell, text: `${headOf(cell.text, most - 1)}…` }
      : cell;
  return {
    ...table,
    rows: table.rows.map((row) => row.map((cell, at) => (table.columns[at]?.shrinks ? cut(cell) : cell))),
  };
};

const withoutEmptyColumns = ({ columns, rows }: Table): Table => {
  const keep = columns.map(({ optional }, at) => !optional || rows.some((row) => row[at] !== "none"));
  const kept = <T>(list: readonly T[]) => list.filter((_, at) => keep[at]);
  return { columns: kept(columns), rows: rows.map((row) => kept(row)) };
};

const styled = (cell: Cell, { now, style }: TerminalFacts): string =>
  style(personText(cell, now), toneOf(cell));

const tableLines = ({ columns, rows }: Table, facts: TerminalFacts): string[] =>
  grid([
    columns.map(({ title }) => facts.style(sanitizeLine(title), "muted")),
    ...rows.map((row) => row.map((cell) => styled(cell, facts))),
  ]);

/** One block a row, a line a column. Long values run on; nothing is cut. */
const cardLines = ({ columns, rows }: Table, facts: TerminalFacts): string[] =>
  rows.flatMap((row, index) => [
    ...(index === 0 ? [] : [""]),
    ...fieldLines(
      columns.map(({ title }, at) => ({ label: title.toLowerCase(), value: row[at] ?? "none" })),
      facts,
    ),
  ]);

const fieldLines = (list: readonly Field[], facts: TerminalFacts): string[] => {
  const room =
    facts.width -
    INDENT.length -
    list.reduce((widest, { label }) => Math.max(widest, labelWidth(label)), 0) -
    GAP.length;
  return labelled(
    list.map(({ label, value }) => [
      facts.style(sanitizeLine(label), "muted"),
      typeof value === "object" && "block" in value ? blockText(value.block, room) : styled(value, facts),
    ]),
  );
};

const blockText = (block: string, width: number): string =>
  sanitize(block)
    .split("\n")
    .flatMap((line) => wrapWords(line, width))
    .join("\n");

/** Facts joined by dots, broken between facts where the line would be too long. */
const footerLines = (list: readonly Field[], facts: TerminalFacts): string[] => {
  const lines: string[] = [];
  for (const { label, value } of list) {
    const part =
      label === "" ? personText(value, facts.now) : `${sanitizeLine(label)} ${personText(value, facts.now)}`;
    const last = lines.at(-1);
    const joined = last === undefined ? part : `${last} · ${part}`;
    if (last !== undefined && fitsIn(joined, facts.width - INDENT.length)) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines.map((line) => facts.style(line, "muted"));
};

/** Checklists as lines: a mark, the label in its column, the text, and below it what can be done. */
export const checklistLines = (lists: readonly Checklist[], width: number, style: Style): string[] => {
  const column = Math.max(0, ...lists.flatMap(({ items }) => items.map(({ label }) => label.length)));
  const indent = " ".repeat(2 + column + GAP.length);
  const room = Math.max(LEAST_WIDTH, width - indent.length);
  const pointLines = ({ tone, label, text, notes }: ChecklistItem): string[] => {
    const [first = "", ...more] = wrapWords(sanitizeLine(text), room);
    const textTone = tone === "good" || tone === "warn" ? undefined : tone;
    return [
      `${style(MARKS[tone], tone)} ${label.padEnd(column)}${GAP}${style(first, textTone)}`,
      ...more.map((line) => `${indent}${style(line, textTone)}`),
      ...notes.flatMap((note) => noteLines(note, room, style)).map((line) => `${indent}${line}`),
    ];
  };
  return lists.flatMap(({ title, items }, at) => [
    ...(at === 0 ? [] : [""]),
    style(title, "strong"),
    ...items.flatMap(pointLines),
  ]);
};

const noteLines = (note: Note, room: number, style: Style): string[] => {
  if ("text" in note) return wrapWords(sanitizeLine(note.text), room);
  const { command, when } = note;
  return [`${style("try:", "strong")} ${command}${when === undefined ? "" : `   (${sanitizeLine(when)})`}`];
};

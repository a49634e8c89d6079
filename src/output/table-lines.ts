import CliTable from "cli-table3";
import { personText, toneOf } from "./cell-text.js";
import { columnWidth, fitText, headOf } from "./fit-text.js";
import { sanitizeLine } from "./sanitize.js";
import type { Style } from "./style.js";
import type { Cell, Column, Table, Tone } from "./view.js";

export interface CellStyle {
  /** ms since the epoch, for relative times; undefined leaves times as they are. */
  readonly now: number | undefined;
  readonly style: Style;
}

const GAP = "  ";
/** A column of texts is not cut below this while others can be left out instead. */
const COMFORTABLE_WIDTH = 16;
/** A reason cut shorter than this says nothing. */
const REASON_WIDTH = 24;
/** A cell cut shorter than this says nothing. */
const MIN_WIDTH = 3;
/** Longer texts are cut before they are measured; at least this many characters are kept. */
const MIN_MEASURED_CHARS = 250;

/**
 * A table as a header and a line per row. IDs are whole. If the table is too wide, other columns are cut, then droppable
 * ones are left out from the right, then the reason is cut, then the remaining columns are left out from the right.
 * Undefined if not even the IDs fit, or if the table is one item that would have to be cut.
 */
export const tableLines = (table: Table, layout: CellStyle, width: number): string[] | undefined => {
  if (table.rows.length === 0) return [];
  const measured = measureColumns(withoutEmptyColumns(table), layout, width);
  if (!idsFit(measured, width)) return undefined;
  // cli-table3 counts a few rare characters as narrower or wider than a terminal draws them.
  for (let target = width; target > 0; ) {
    const fitted = fitColumns(measured, target, table.isOneItem === true);
    if (fitted === undefined) return undefined;
    const lines = renderColumns(fitted, layout.style);
    const excess = lines.reduce((most, line) => Math.max(most, columnWidth(line)), 0) - width;
    if (excess <= 0) return lines;
    target -= excess;
  }
  return undefined;
};

interface MeasuredColumn {
  readonly column: Column;
  /** The title and the cells as sanitized lines. */
  readonly texts: readonly string[];
  readonly tones: readonly (Tone | undefined)[];
  readonly width: number;
  /** A cut time would be misread. */
  readonly isTime: boolean;
}

export const withoutEmptyColumns = ({ columns, rows, ...rest }: Table): Table => {
  const keep = columns.map(({ optional }, at) => !optional || rows.some((row) => row[at] !== "none"));
  const kept = <T>(list: readonly T[]) => list.filter((_, at) => keep[at]);
  return { ...rest, columns: kept(columns), rows: rows.map((row) => kept(row)) };
};

const measureColumns = ({ columns, rows }: Table, { now }: CellStyle, width: number): MeasuredColumn[] => {
  const max = Math.max(MIN_MEASURED_CHARS, 2 * width);
  const shorten = (text: string) => (text.length > max ? `${headOf(text, max - 1)}…` : text);
  return columns.map((column, at) => {
    const cells: Cell[] = rows.map((row) => row[at] ?? "none");
    const texts = [sanitizeLine(column.title), ...cells.map((cell) => personText(cell, now))].map((text) =>
      column.isId ? text : shorten(text),
    );
    return {
      column,
      texts,
      tones: ["muted", ...cells.map(toneOf)],
      width: widest(texts, max),
      isTime: cells.some(isTime),
    };
  });
};

const isTime = (cell: Cell): boolean => typeof cell === "object" && "time" in cell;

/** A text longer than `max` cannot fit, and is not measured. */
const widest = (texts: readonly string[], max: number): number =>
  texts.reduce((most, text) => Math.max(most, text.length > max ? text.length : columnWidth(text)), 0);

const idsFit = (columns: readonly MeasuredColumn[], width: number): boolean =>
  lineWidth(columns.filter(({ column }) => column.isId)) <= width;

const lineWidth = (columns: readonly { readonly width: number }[]): number =>
  columns.reduce((sum, column) => sum + column.width, 0) + GAP.length * Math.max(0, columns.length - 1);

const fitColumns = (
  all: readonly MeasuredColumn[],
  width: number,
  isWhole: boolean,
): MeasuredColumn[] | undefined => {
  if (isWhole) {
    const kept = [all, all.filter(({ column }) => !column.isDroppable)];
    return kept.find((columns) => lineWidth(columns) <= width)?.slice();
  }
  let columns = [...all];
  for (;;) {
    const fitted = cutTo(columns, width, { others: COMFORTABLE_WIDTH, reason: Number.POSITIVE_INFINITY });
    if (fitted !== undefined) return fitted;
    const at = columns.findLastIndex(({ column }) => column.isDroppable);
    if (at < 0) break;
    columns.splice(at, 1);
  }
  for (;;) {
    const fitted =
      cutTo(columns, width, { others: COMFORTABLE_WIDTH, reason: REASON_WIDTH }) ??
      cutTo(columns, width, { others: MIN_WIDTH, reason: REASON_WIDTH });
    if (fitted !== undefined) return fitted;
    const isYielding = ({ column }: MeasuredColumn) => !column.isId && !column.isCutLast;
    const at = columns.findLastIndex(isYielding);
    if (at < 0) break;
    columns.splice(at, 1);
  }
  const ids = columns.filter(({ column }) => column.isId);
  columns = ids.length === 0 ? columns.slice(0, 1) : columns;
  return cutTo(columns, width, { others: 1, reason: MIN_WIDTH }) ?? (ids.length === 0 ? undefined : ids);
};

interface Floors {
  readonly others: number;
  readonly reason: number;
}

/** Cuts the widest of the other columns first, the reason only then; undefined if that is not enough. */
const cutTo = (
  columns: readonly MeasuredColumn[],
  width: number,
  floors: Floors,
): MeasuredColumn[] | undefined => {
  const others = columns.filter(({ column, isTime }) => !column.isId && !column.isCutLast && !isTime);
  const reasons = columns.filter(({ column }) => column.isCutLast && !column.isId);
  const limited = (limit: number, reasonLimit: number) =>
    columns.map((measured) => {
      if (others.includes(measured)) return limitTo(measured, limit);
      return reasons.includes(measured) ? limitTo(measured, reasonLimit) : measured;
    });
  const excessAt = (limit: number, reasonLimit: number) => lineWidth(limited(limit, reasonLimit)) - width;
  for (let limit = width; limit >= floors.others; limit -= 1)
    if (excessAt(limit, Number.POSITIVE_INFINITY) <= 0) return limited(limit, Number.POSITIVE_INFINITY);
  if (!Number.isFinite(floors.reason)) return undefined;
  for (let limit = width; limit >= floors.reason; limit -= 1)
    if (excessAt(floors.others, limit) <= 0) return limited(floors.others, limit);
  return undefined;
};

const limitTo = (measured: MeasuredColumn, limit: number): MeasuredColumn =>
  measured.width <= limit ? measured : { ...measured, width: limit };

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
  middle: GAP,
};

/** Aligned columns without borders. */
const renderColumns = (columns: readonly MeasuredColumn[], style: Style): string[] => {
  // cli-table3 colours heads and borders even without a terminal unless told not to.
  const table = new CliTable({
    chars: NO_BORDERS,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  const rowCount = columns[0]?.texts.length ?? 0;
  for (let row = 0; row < rowCount; row += 1) {
    table.push(columns.map(({ texts, tones, width }) => style(fitText(texts[row] ?? "", width), tones[row])));
  }
  return rowCount === 0
    ? []
    : table
        .toString()
        .split("\n")
        .map((line) => line.trimEnd());
};

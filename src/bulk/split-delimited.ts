import { Failure } from "../failures/failure.js";
import { LONGEST_ROW, tooLong } from "./row-limit.js";
import { lineEndsIn, type RawRow, type Splitter, withoutReturn } from "./split-text.js";

/** A row of CSV or TSV. */
export interface DelimitedRow extends RawRow {
  readonly cells: readonly string[];
  /** The number of the first cell, from 1, that goes on after its closing quote. */
  readonly brokenCell: number | undefined;
}

/** Rows of quoted or bare cells (RFC 4180); a quote within a bare cell is a character like any other. */
export const splitDelimited = (delimiter: string): Splitter<DelimitedRow> => {
  let rest = "";
  let line = 1;
  return (part, isEnd) => {
    rest += part;
    // Nothing becomes complete without a line end, so many small parts cost no more than one large one.
    if (!isEnd && !part.includes("\n")) return endOf([], rest, line);
    const rows: DelimitedRow[] = [];
    let start = 0;
    for (const found of rowsIn(rest, delimiter, isEnd)) {
      const { raw, cells, brokenCell } = found;
      if (!isBlank(cells)) rows.push({ raw, line, cells, brokenCell });
      line += found.lines;
      start = found.next;
    }
    rest = rest.slice(start);
    return isEnd && rest !== "" ? { rows, failure: leftOpen(line) } : endOf(rows, rest, line);
  };
};

function* rowsIn(text: string, delimiter: string, isEnd: boolean): Generator<FoundRow, undefined, undefined> {
  const cursor: Cursor = { text, cut: delimiter.charCodeAt(0), isEnd, at: 0, isBroken: false };
  while (cursor.at < text.length) {
    const found = readRow(cursor, delimiter);
    if (found === undefined) return;
    yield found;
  }
}

const endOf = (rows: readonly DelimitedRow[], rest: string, line: number) =>
  rest.length > LONGEST_ROW ? { rows, failure: tooLong(line) } : { rows };

const leftOpen = (line: number): Failure =>
  new Failure("E_ROWS", `a quote is opened in the row of line ${line} and never closed`, {
    hint: ['A quote within a quoted cell is written twice: "{""by"":""ci""}".'],
  });

/** Also the rows of commas alone that spreadsheets leave at the end. */
const isBlank = (cells: readonly string[]): boolean =>
  cells.every((cell) => cell === "" || cell.trim() === "");

interface FoundRow {
  readonly raw: string;
  readonly cells: readonly string[];
  readonly brokenCell: number | undefined;
  /** How many line ends it takes, with the one behind it. */
  readonly lines: number;
  /** Where the next one begins. */
  readonly next: number;
}

/** A place in a text, moved on by those who read; an object for each cell would cost more than the cell. */
interface Cursor {
  readonly text: string;
  /** The delimiter's code. */
  readonly cut: number;
  readonly isEnd: boolean;
  at: number;
  /** Whether the cell just read goes on after its closing quote. */
  isBroken: boolean;
}

/** The row at the cursor, which then stands behind its line end; or undefined where it is not complete. */
const readRow = (cursor: Cursor, delimiter: string): FoundRow | undefined => {
  const { text, at, isEnd } = cursor;
  const lineEnd = text.indexOf("\n", at);
  if (lineEnd === -1 && !isEnd) return undefined;
  const end = lineEnd === -1 ? text.length : lineEnd;
  const raw = withoutReturn(text.slice(at, end));
  if (raw.includes('"')) return readQuotedRow(cursor);
  cursor.at = end + 1;
  return { raw, cells: raw.split(delimiter), brokenCell: undefined, lines: 1, next: cursor.at };
};

const readQuotedRow = (cursor: Cursor): FoundRow | undefined => {
  const { text, at: start, cut } = cursor;
  const cells: string[] = [];
  let brokenCell: number | undefined;
  for (;;) {
    const cell = text.charCodeAt(cursor.at) === QUOTE ? readQuoted(cursor) : readBare(cursor);
    if (cell === undefined) return undefined;
    cells.push(cell);
    if (cursor.isBroken) brokenCell ??= cells.length;
    const end = cursor.at;
    cursor.at += 1;
    if (text.charCodeAt(end) === cut) continue;
    const raw = withoutReturn(text.slice(start, end));
    return { raw, cells, brokenCell, lines: 1 + lineEndsIn(raw), next: cursor.at };
  }
};

/** A cell without quotes. Leaves the cursor on the delimiter, on the line end, or at the end of the text. */
const readBare = (cursor: Cursor): string | undefined => {
  const { text, at: start, cut, isEnd } = cursor;
  cursor.isBroken = false;
  for (let at = start; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char !== cut && char !== LINE_END) continue;
    cursor.at = at;
    return char === cut ? text.slice(start, at) : withoutReturn(text.slice(start, at));
  }
  cursor.at = text.length;
  return isEnd ? withoutReturn(text.slice(start)) : undefined;
};

const readQuoted = (cursor: Cursor): string | undefined => {
  const { text, at } = cursor;
  const close = closingQuote(text, at + 1);
  if (close === -1) return undefined;
  cursor.at = close + 1;
  const tail = readBare(cursor);
  if (tail === undefined) return undefined;
  const value = text.slice(at + 1, close);
  const cell = value.includes('"') ? value.replaceAll('""', '"') : value;
  cursor.isBroken = tail !== "";
  return cell + tail;
};

/** The first quote that is not one of a pair; -1 when there is none yet. */
const closingQuote = (text: string, from: number): number => {
  let at = text.indexOf('"', from);
  while (at !== -1 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
};

const LINE_END = 0x0a;
const QUOTE = 0x22;

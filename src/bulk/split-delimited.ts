import { Failure } from "../failures/failure.js";
import {
  type LineEnd,
  lineEndsIn,
  MAX_ROW_LENGTH,
  type RawRow,
  rowTooLong,
  type Splitter,
  withoutReturn,
} from "./split-text.js";

/** A row of CSV or TSV. */
export interface DelimitedRow extends RawRow {
  readonly cells: readonly string[];
  /** The number of the first cell, from 1, that has text after its closing quote. */
  readonly brokenCell: number | undefined;
}

interface Delimiters {
  /** One UTF-16 unit. */
  readonly delimiter: string;
  readonly lineEnd: LineEnd;
}

/**
 * Rows of quoted or bare cells (RFC 4180); a quote within a bare cell is a character like any other.
 * @param firstLine the number of the first line
 */
export const splitDelimited = ({ delimiter, lineEnd }: Delimiters, firstLine = 1): Splitter<DelimitedRow> => {
  let rest = "";
  let line = firstLine;
  return function* (part, isEnd) {
    rest += part;
    // Only a line end can complete a row. Skipping other parts keeps many small parts as cheap as one large one.
    if (isEnd || part.includes(lineEnd)) {
      const cursor: Cursor = {
        text: rest,
        delimiter,
        delimiterCode: delimiter.charCodeAt(0),
        lineEnd,
        lineEndCode: lineEnd.charCodeAt(0),
        isEnd,
        at: 0,
        isBroken: false,
      };
      let end = 0;
      for (const { raw, cells, brokenCell, lines } of completeRows(cursor)) {
        if (!isBlank(cells)) yield { raw, line, cells, brokenCell };
        line += lines;
        end = cursor.at;
      }
      rest = rest.slice(end);
    }
    assertCloses(rest, isEnd, line);
  };
};

function* completeRows(cursor: Cursor): Generator<FoundRow, undefined, undefined> {
  while (cursor.at < cursor.text.length) {
    const row = readRow(cursor);
    if (row === undefined) return;
    yield row;
  }
}

/** @throws Failure E_ROWS if the last row is left open */
const assertCloses = (rest: string, isEnd: boolean, line: number): void => {
  if (isEnd && rest !== "") throw leftOpen(line);
  if (rest.length > MAX_ROW_LENGTH) throw rowTooLong(line);
};

const leftOpen = (line: number): Failure =>
  new Failure("E_ROWS", `a quote opened in the row at line ${line} is never closed`, {
    hint: ['Write a quote inside a quoted cell twice: "{""by"":""ci""}".'],
  });

/** Rows of nothing but delimiters count as blank: spreadsheets leave them at the end. */
const isBlank = (cells: readonly string[]): boolean =>
  cells.every((cell) => cell === "" || cell.trim() === "");

interface FoundRow {
  readonly raw: string;
  readonly cells: readonly string[];
  readonly brokenCell: number | undefined;
  /** Lines of text, more than one where a quoted cell has line ends. */
  readonly lines: number;
}

/** A mutable position in a text: one object per text is cheaper than one per cell. */
interface Cursor extends Delimiters {
  readonly text: string;
  /** Character codes. */
  readonly delimiterCode: number;
  readonly lineEndCode: number;
  readonly isEnd: boolean;
  at: number;
  /** Whether the last cell read has text after its closing quote. */
  isBroken: boolean;
}

/** The row at the cursor, which moves past its line end; undefined if the row is not complete yet. */
const readRow = (cursor: Cursor): FoundRow | undefined => {
  const { text, at, isEnd, delimiter } = cursor;
  const lineEnd = text.indexOf(cursor.lineEnd, at);
  if (lineEnd === -1 && !isEnd) return undefined;
  const end = lineEnd === -1 ? text.length : lineEnd;
  const raw = withoutReturn(text.slice(at, end));
  if (raw.includes('"')) return readQuotedRow(cursor);
  cursor.at = end + 1;
  return { raw, cells: raw.split(delimiter), brokenCell: undefined, lines: 1 };
};

const readQuotedRow = (cursor: Cursor): FoundRow | undefined => {
  const { text, at: start, delimiterCode } = cursor;
  const cells: string[] = [];
  let brokenCell: number | undefined;
  for (;;) {
    const cell = text.charCodeAt(cursor.at) === QUOTE ? readQuoted(cursor) : readBare(cursor);
    if (cell === undefined) return undefined;
    cells.push(cell);
    if (cursor.isBroken) brokenCell ??= cells.length;
    const end = cursor.at;
    cursor.at += 1;
    if (text.charCodeAt(end) === delimiterCode) continue;
    const raw = withoutReturn(text.slice(start, end));
    return { raw, cells, brokenCell, lines: 1 + lineEndsIn(raw, cursor.lineEnd) };
  }
};

/** A cell without quotes. Leaves the cursor on the delimiter, the line end, or the end of the text. */
const readBare = (cursor: Cursor): string | undefined => {
  const { text, at: start, delimiterCode, lineEndCode, isEnd } = cursor;
  cursor.isBroken = false;
  for (let at = start; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char !== delimiterCode && char !== lineEndCode) continue;
    cursor.at = at;
    return char === delimiterCode ? text.slice(start, at) : withoutReturn(text.slice(start, at));
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

/** The index of the first quote that is not doubled; -1 if there is none yet. */
const closingQuote = (text: string, from: number): number => {
  let at = text.indexOf('"', from);
  while (at !== -1 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
};

const QUOTE = 0x22;

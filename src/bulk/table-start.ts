import { Failure } from "../failures/failure.js";
import { countColumns } from "./read-header.js";
import type { RowReading } from "./row.js";
import { splitDelimited } from "./split-delimited.js";
import type { LineEnd } from "./split-text.js";

/** How the start of a text says that a table is written. */
export interface TableStart {
  readonly delimiter: string;
  /** What comes before the header, with its line ends: blank lines, and a line for the program that reads the table. */
  readonly preamble: string;
}

/** Whitespace, and the line that Excel (`sep=;`) or PowerShell (`#TYPE …`) puts before a header. */
const PREAMBLE = /^\s*(?:"?sep=(?<separator>[^\r\n])"?[^\r\n\w]*(?:\r*\n|\r)|#TYPE [^\r\n]*(?:\r*\n|\r))/i;

/** Whether the text holds a whole header, besides the lines before it. */
export const hasHeader = (text: string): boolean => {
  const header = text.slice(PREAMBLE.exec(text)?.[0].length ?? 0).trimStart();
  const end = lineEndOf(header);
  if (end === undefined || header.startsWith("{")) return end !== undefined;
  let quotes = 0;
  let start = 0;
  for (let at = header.indexOf(end); at !== -1; at = header.indexOf(end, start)) {
    quotes += header.slice(start, at).split('"').length - 1;
    if (quotes % 2 === 0) return true; // Otherwise the line ends within a quoted cell.
    start = at + end.length;
  }
  return false;
};

/** The end of the first line; undefined if the text ends before that is known. */
export const lineEndOf = (text: string): "\n" | "\r\n" | "\r" | undefined => {
  const [end] = /\r*\n|\r+(?=[^\r\n])/.exec(text) ?? [];
  if (end === undefined) return undefined;
  if (!end.endsWith("\n")) return "\r";
  return end === "\n" ? "\n" : "\r\n";
};

/** In this order where several split a header equally well. */
const DELIMITERS = [",", ";", "\t", "|"] as const;

/**
 * Finds the delimiter: what splits the header into the most known columns.
 * @param head the text up to the end of the header, or further
 * @param given the delimiter that the user named
 * @throws Failure E_ROWS if only another character would split it
 */
export const readTableStart = (
  head: string,
  lineEnd: LineEnd,
  { columns }: Pick<RowReading, "columns">,
  { given, isTabLikely }: { readonly given: string | undefined; readonly isTabLikely: boolean },
): TableStart => {
  const found = PREAMBLE.exec(head);
  const preamble = found?.[0] ?? "";
  const header = head.slice(preamble.length);
  if (given !== undefined) return { delimiter: given, preamble };
  const split = (delimiter: string): Split => {
    const cells = headerCells(header, delimiter, lineEnd);
    return { delimiter, cells: cells.length, known: countColumns(cells, { columns }) };
  };
  const separator = found?.groups?.separator;
  const likely = [
    ...(separator === undefined ? [] : [separator]),
    ...(isTabLikely ? ["\t"] : []),
    ...DELIMITERS,
  ];
  const best = likely.map(split).reduce(better);
  if (best.known > 1) return { delimiter: best.delimiter, preamble };
  const other = signsIn(header).map(split).reduce(better, best);
  if (other.known > 1) throw unknownDelimiter(other.delimiter);
  return { delimiter: best.delimiter, preamble };
};

interface Split {
  readonly delimiter: string;
  readonly cells: number;
  readonly known: number;
}

const better = (best: Split, split: Split): Split =>
  split.known > best.known || (split.known === best.known && split.cells > best.cells) ? split : best;

const headerCells = (text: string, delimiter: string, lineEnd: LineEnd): readonly string[] => {
  try {
    for (const { cells } of splitDelimited({ delimiter, lineEnd })(text, true)) return cells;
  } catch (error) {
    if (!(error instanceof Failure)) throw error; // A quote that is not closed, which reading the rows reports.
  }
  return [];
};

/** A header is searched for other delimiters this far, in characters. */
const MAX_HEADER = 2_000;

/** The signs in a header that could be delimiters. */
const signsIn = (header: string): readonly string[] =>
  [
    ...new Set(
      header
        .trimStart()
        .split(/[\r\n]/, 1)[0]
        ?.slice(0, MAX_HEADER)
        .match(/[^\p{L}\p{N}_"'.-]/gu) ?? [],
    ),
  ].filter((sign) => sign.length === 1);

const unknownDelimiter = (delimiter: string): Failure =>
  new Failure("E_ROWS", `the columns are separated by ${JSON.stringify(delimiter)}`, {
    hint: ["Commas, semicolons, tabs and | are detected; for anything else use --delimiter."],
    addition: { words: ["--delimiter", delimiter] },
  });

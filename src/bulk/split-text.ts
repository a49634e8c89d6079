import { Failure } from "../failures/failure.js";

/** A row as written, before it is parsed. */
export interface RawRow {
  readonly raw: string;
  /** The line in which it begins, from 1. */
  readonly line: number;
}

/**
 * Takes a text in parts, cut anywhere, and returns the rows that each part completes.
 * @param isEnd whether this part, which may be empty, is the last
 * @throws Failure E_ROWS, after the rows before it, where the rest cannot be split
 */
export type Splitter<Row extends RawRow> = (part: string, isEnd: boolean) => Iterable<Row>;

/** Yields the rows that each text completes, together: one at a time takes a third longer. @throws as `split` */
export async function* splitText<Row extends RawRow>(
  texts: AsyncIterable<string>,
  split: Splitter<Row>,
): AsyncGenerator<readonly Row[], undefined, undefined> {
  for await (const text of texts) yield* together(split(text, false));
  yield* together(split("", true));
}

function* together<Row>(completed: Iterable<Row>): Generator<readonly Row[], undefined, undefined> {
  const rows: Row[] = [];
  try {
    for (const row of completed) rows.push(row);
  } finally {
    if (rows.length > 0) yield rows; // Before a failure of the split, too.
  }
}

/** In UTF-16 units: ten times what Novu accepts in a request. A longer row means an unclosed quote or bracket. */
export const MAX_ROW_LENGTH = 1_048_576;

export const rowTooLong = (line: number): Failure =>
  new Failure("E_ROWS", `the row that starts at line ${line} is longer than a million characters`, {
    hint: ["Check for an unclosed quote or bracket, or a file without line breaks."],
  });

/** The character that ends a line; a `\n` may have returns before it. Mac OS wrote a return alone until 2001. */
export type LineEnd = "\n" | "\r";

export const lineEndsIn = (text: string, lineEnd: LineEnd = "\n"): number => {
  let count = 0;
  for (let at = text.indexOf(lineEnd); at !== -1; at = text.indexOf(lineEnd, at + 1)) count += 1;
  return count;
};

/** A line without the carriage returns of its line end; some tools write several. */
export const withoutReturn = (line: string): string => {
  let end = line.length;
  while (line.charCodeAt(end - 1) === RETURN) end -= 1;
  return end === line.length ? line : line.slice(0, end);
};

const RETURN = 0x0d;

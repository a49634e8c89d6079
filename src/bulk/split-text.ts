import type { Failure } from "../failures/failure.js";

/** A row as it was written, before anything is understood of it. */
export interface RawRow {
  readonly raw: string;
  /** The line it begins in, from 1. */
  readonly line: number;
}

export interface Split<Row extends RawRow> {
  readonly rows: readonly Row[];
  /** Why nothing can come after these rows. */
  readonly failure?: Failure;
}

/**
 * Takes a text part by part and gives the rows that are complete by now. The cuts between the parts mean nothing.
 * @param isEnd whether this part, which may be empty, is the last
 */
export type Splitter<Row extends RawRow> = (part: string, isEnd: boolean) => Split<Row>;

export const lineEndsIn = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
};

/** A line without what is left of its line end, which may be more than one character after a careless tool. */
export const withoutReturn = (line: string): string => {
  let end = line.length;
  while (line.charCodeAt(end - 1) === RETURN) end -= 1;
  return end === line.length ? line : line.slice(0, end);
};

const RETURN = 0x0d;

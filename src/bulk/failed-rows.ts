import type { RowLayout } from "./rows-input.js";

/** Writes rows down in the format of the input they came from, part by part, so that they are an input again. */
export interface RowWriter {
  /** The text that comes next. @param raws rows as they were written, see `BulkRow` */
  readonly add: (raws: readonly string[]) => string;
  /** What comes after the last row; of no rows it makes an input without rows. */
  readonly end: () => string;
}

export const failedRows = ({ format, header, lineEnd }: RowLayout): RowWriter => {
  const start = header === undefined ? "" : header + lineEnd;
  return format === "json"
    ? writer({ start: "[", between: `,${lineEnd}`, after: "", end: `]${lineEnd}` })
    : writer({ start, between: "", after: lineEnd, end: "" });
};

interface Marks {
  readonly start: string;
  readonly between: string;
  readonly after: string;
  readonly end: string;
}

const writer = ({ start, between, after, end }: Marks): RowWriter => {
  let before = start;
  const add = (raw: string): string => {
    const text = before + raw + after;
    before = between;
    return text;
  };
  return {
    add: (raws) => raws.map(add).join(""),
    end: () => (before === start ? start : "") + end,
  };
};

import { Failure } from "../failures/failure.js";
import { closest, didYouMean } from "../model/did-you-mean.js";
import { numberText } from "../model/number-text.js";
import { formatByName, type OpenRows, readRows } from "./read-rows.js";
import {
  type BadRow,
  type CheckedRow,
  COLUMN_NAMES,
  ROW_COLUMNS,
  type RowColumn,
  type RowFormat,
  type RowReading,
} from "./row.js";

interface InputHost {
  /** Opens a file, or stdin for `-`. @throws Failure E_FILE */
  openBytes(file: string): Promise<{
    /** For messages. */
    readonly name: string;
    readonly isRereadable: boolean;
    readonly read: () => AsyncIterable<Uint8Array>;
  }>;
  limitHeapGrowth(): void;
  readonly output: { during<T>(label: string, work: Promise<T>): Promise<T> };
}

interface InputOptions extends Omit<RowReading, "columns"> {
  /** `-` or undefined for stdin. */
  readonly file: string | undefined;
  readonly format: RowFormat | undefined;
  /** As typed: one character, or `tab`. */
  readonly delimiter: string | undefined;
  /** As typed: `subscriberId=user`. */
  readonly columns: readonly string[];
  /** Whether a file is checked as a whole before its first row is given. */
  readonly isPrechecked: boolean;
}

/** The file or stream that the rows come from. */
export interface BulkInput {
  readonly isStdin: boolean;
  /** Whether it can be read again. */
  readonly isRereadable: boolean;
  /**
   * Opens it at its first row. `total` is the number of rows, undefined if they were not checked first.
   * @throws Failure E_FILE, E_ROWS that lists the bad rows
   */
  open(): Promise<OpenRows & { readonly total: number | undefined }>;
}

/** @throws Failure E_FILE, E_ENUM, E_USAGE, E_CONFLICT */
export const openInput = async (
  { openBytes, limitHeapGrowth, output }: InputHost,
  { file = "-", format, columns, isPrechecked, ...options }: InputOptions,
): Promise<BulkInput> => {
  const names = columnsOf(columns);
  const formatOrNone = format ?? formatByName(file);
  const delimiter =
    options.delimiter === undefined ? undefined : delimiterOf(options.delimiter, formatOrNone);
  const { name, isRereadable, read } = await openBytes(file);
  const openUnchecked = async (): Promise<OpenRows> => {
    const opened = await readRows({
      ...options,
      chunks: read(),
      format: formatOrNone,
      delimiter,
      columns: names,
    });
    return { ...opened, batches: limitHeapAfterRows(opened.batches, limitHeapGrowth) };
  };
  return {
    isStdin: file === "-",
    isRereadable,
    open: async () => {
      const opened = await openUnchecked();
      if (!isPrechecked || !isRereadable) return { ...opened, total: undefined };
      const { total, kept } = await output.during("checking the rows", checkAll(name, opened.batches));
      return kept === undefined
        ? { ...(await openUnchecked()), total }
        : { ...opened, batches: eachOf(kept), total };
    },
  };
};

async function* eachOf<Batch>(batches: readonly Batch[]): AsyncGenerator<Batch, undefined, undefined> {
  yield* batches;
}

/** From this row on the heap need not grow (ADR 0032, "Memory"). */
const HEAP_SETTLED_ROWS = 5_000;

/** Yields the same rows, and limits the heap at `HEAP_SETTLED_ROWS` of them. */
async function* limitHeapAfterRows<Row>(
  batches: AsyncIterable<readonly Row[]>,
  limitHeapGrowth: () => void,
): AsyncGenerator<readonly Row[], undefined, undefined> {
  let count = 0;
  let isLimited = false;
  for await (const rows of batches) {
    count += rows.length;
    if (count >= HEAP_SETTLED_ROWS && !isLimited) {
      limitHeapGrowth();
      isLimited = true;
    }
    yield rows;
  }
}

/** @throws Failure E_USAGE, E_CONFLICT */
const delimiterOf = (typed: string, format: RowFormat | undefined): string => {
  if (format === "json" || format === "ndjson") {
    throw new Failure("E_CONFLICT", `--delimiter only works with CSV and TSV; the rows are ${format}`, {
      hint: ["Nothing was sent."],
    });
  }
  const delimiter = TAB_NAMES.includes(typed) ? "\t" : typed;
  if (delimiter.length === 1 && !/["\r\n\p{L}\p{N}]/u.test(delimiter)) return delimiter;
  throw new Failure("E_USAGE", `${JSON.stringify(typed)} is not a delimiter`, {
    hint: ["Use one character, such as ; or |, or the word tab. Nothing was sent."],
  });
};

const TAB_NAMES: readonly string[] = ["tab", "\\t"];

/** The input's name for each field, as in `subscriberId=user`. @throws Failure E_ENUM, E_USAGE, E_CONFLICT */
const columnsOf = (typed: readonly string[]): ReadonlyMap<RowColumn, string> => {
  const names = new Map<RowColumn, string>();
  for (const text of typed) {
    const at = text.indexOf("=");
    const column = columnOf(at < 0 ? text : text.slice(0, at));
    const name = text.slice(at + 1);
    if (at < 0 || name === "") {
      throw new Failure("E_USAGE", `--map-column ${text} isn't field=name`, {
        hint: [
          `Write --map-column ${column}=NAME, where NAME is the column in your input. Nothing was sent.`,
        ],
      });
    }
    if (names.has(column)) {
      throw new Failure("E_CONFLICT", `--map-column names ${column} twice`, { hint: ["Nothing was sent."] });
    }
    names.set(column, name);
  }
  return names;
};

const columnOf = (text: string): RowColumn => {
  const column = ROW_COLUMNS.find((name) => COLUMN_NAMES[name].includes(text));
  if (column !== undefined) return column;
  const meant = closest(text, ROW_COLUMNS);
  throw new Failure("E_ENUM", `--map-column: "${text}" isn't a field of a row${didYouMean(meant)}`, {
    hint: [`The field comes first, then the column in your input. Fields: ${ROW_COLUMNS.join(", ")}.`],
  });
};

/** In characters: the rows of a file up to this length are kept after the check, so that they are not read twice. */
const MAX_KEPT_LENGTH = 2 * 2 ** 20;

/** Returns the number of rows, and the rows themselves unless they are too long to keep. @throws Failure E_ROWS */
const checkAll = async (
  name: string,
  batches: OpenRows["batches"],
): Promise<{ readonly total: number; readonly kept: (readonly CheckedRow[])[] | undefined }> => {
  let kept: (readonly CheckedRow[])[] | undefined = [];
  let length = 0;
  let total = 0;
  let bad = 0;
  const listed: BadRow[] = [];
  for await (const rows of batches) {
    for (const row of rows) {
      total += 1;
      length += row.raw.length;
      if (row.kind === "good") continue;
      bad += 1;
      if (listed.length < MAX_LISTED) listed.push(row);
    }
    if (length > MAX_KEPT_LENGTH) kept = undefined;
    kept?.push(rows);
  }
  if (bad > 0) throw cannotBeSent(name, total, bad, listed);
  return { total, kept };
};

/** More would scroll the first ones out of view. */
const MAX_LISTED = 20;

/** @param listed the first bad rows */
const cannotBeSent = (name: string, rows: number, bad: number, listed: readonly BadRow[]): Failure =>
  new Failure("E_ROWS", `${numberText(bad)} of ${numberText(rows)} rows of ${name} are invalid`, {
    hint: [
      ...listed.map((row) => `${positionOf(row)}: ${row.reasons.join("; ")}`),
      ...(bad > listed.length ? [`… and ${numberText(bad - listed.length)} more`] : []),
      "Nothing was sent.",
    ],
    ...(bad < rows
      ? { addition: { words: ["--no-precheck"], when: "to send the other rows and count these as failed" } }
      : {}),
    next: [{ words: ["novu-msg", "help", "bulk"], when: "for the fields of a row" }],
    details: {
      rows,
      bad,
      listed: listed.map(({ number: row, line, reasons }) => ({ row, line, reasons })),
    },
  });

const positionOf = ({ number, line }: BadRow): string =>
  number === line ? `row ${number}` : `row ${number} (line ${line})`;

import { formatByName, type OpenRows, readRows } from "../../../bulk/read-rows.js";
import { type BadRow, type CheckedRow, ROW_COLUMNS, type RowColumn } from "../../../bulk/row.js";
import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { closest, didYouMean } from "../../../model/did-you-mean.js";
import { numberText } from "../../../model/number-text.js";
import type { ApplyInput } from "./apply.js";

/** The source of the rows. */
export interface BulkInput {
  /** The name in messages. */
  readonly name: string;
  readonly isStdin: boolean;
  /** Whether the input can be read again. */
  readonly isRereadable: boolean;
  /** Opens the input at its first row. @throws Failure E_FILE, E_ROWS */
  open(): Promise<OpenRows>;
}

/** @throws Failure E_FILE, E_ENUM, E_USAGE, E_CONFLICT */
export const openInput = async (
  { openBytes, limitHeapGrowth }: Pick<Context, "openBytes" | "limitHeapGrowth">,
  { file = "-", format, columns, defaults }: Pick<ApplyInput, "file" | "format" | "columns" | "defaults">,
): Promise<BulkInput> => {
  const names = columnsOf(columns);
  const { name, isRereadable, read } = await openBytes(file);
  return {
    name,
    isStdin: file === "-",
    isRereadable,
    open: async () => {
      const opened = await readRows({
        chunks: read(),
        format: format ?? formatByName(file),
        columns: names,
        defaults,
      });
      return { ...opened, rows: limitHeapAfterRows(opened.rows, limitHeapGrowth) };
    },
  };
};

/** From this row on the heap need not grow (ADR 0032, "Memory"). */
const HEAP_SETTLED_ROWS = 5_000;

/** Yields the same rows, and limits the heap after `HEAP_SETTLED_ROWS` of them. */
export async function* limitHeapAfterRows<Row>(
  rows: AsyncIterable<Row>,
  limitHeapGrowth: () => void,
): AsyncGenerator<Row, undefined, undefined> {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count === HEAP_SETTLED_ROWS) limitHeapGrowth();
    yield row;
  }
}

/** The input's name for each field, as in `type=button`. @throws Failure E_ENUM, E_USAGE, E_CONFLICT */
const columnsOf = (typed: readonly string[]): ReadonlyMap<RowColumn, string> => {
  const names = new Map<RowColumn, string>();
  for (const text of typed) {
    const at = text.indexOf("=");
    const column = columnOf(at < 0 ? text : text.slice(0, at));
    const name = text.slice(at + 1);
    if (at < 0 || name === "") {
      throw new Failure("E_USAGE", `--map-column ${text} is not field=name`, {
        hint: [`Write --map-column ${column}=… with the input's own name. Nothing was sent.`],
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
  const column = ROW_COLUMNS.find((name) => name === text);
  if (column !== undefined) return column;
  const meant = closest(text, ROW_COLUMNS);
  throw new Failure("E_ENUM", `--map-column: "${text}" is not a field of a row${didYouMean(meant)}`, {
    hint: [`The field comes first, then the input's name for it. Fields: ${ROW_COLUMNS.join(", ")}.`],
  });
};

interface PrecheckedInput extends OpenRows {
  /** How many rows there are; undefined if they were not checked first. */
  readonly total: number | undefined;
}

/** In characters: the rows of a file up to this length are kept after the check, so that they are not read twice. */
const MAX_KEPT_LENGTH = 2 * 2 ** 20;

/** Opens the input; a file is first checked as a whole. @throws Failure E_ROWS that lists the bad rows, E_FILE */
export const openPrechecked = async (
  output: Pick<Context["output"], "during">,
  { isPrechecked }: Pick<ApplyInput, "isPrechecked">,
  { name, isRereadable, open }: BulkInput,
): Promise<PrecheckedInput> => {
  const opened = await open();
  if (!isPrechecked || !isRereadable) return { ...opened, total: undefined };
  const { total, keptRows } = await output.during("checking the rows", checkAll(name, opened.rows));
  return keptRows === undefined ? { ...(await open()), total } : { ...opened, rows: eachOf(keptRows), total };
};

async function* eachOf(rows: readonly CheckedRow[]): AsyncGenerator<CheckedRow, undefined, undefined> {
  yield* rows;
}

/** Returns the number of rows, and the rows themselves unless they are too long to keep. @throws Failure E_ROWS */
const checkAll = async (
  name: string,
  rows: AsyncIterable<CheckedRow>,
): Promise<{ readonly total: number; readonly keptRows: readonly CheckedRow[] | undefined }> => {
  let keptRows: CheckedRow[] | undefined = [];
  let length = 0;
  let total = 0;
  let bad = 0;
  const listed: BadRow[] = [];
  for await (const row of rows) {
    total += 1;
    length += row.raw.length;
    if (length > MAX_KEPT_LENGTH) keptRows = undefined;
    keptRows?.push(row);
    if (row.kind === "good") continue;
    bad += 1;
    if (listed.length < MAX_LISTED) listed.push(row);
  }
  if (bad > 0) throw cannotBeSent(name, { rows: total, bad, listed });
  return { total, keptRows };
};

/** More would scroll the first ones out of view. */
const MAX_LISTED = 20;

interface CheckResult {
  readonly rows: number;
  readonly bad: number;
  /** The first bad ones. */
  readonly listed: readonly BadRow[];
}

const cannotBeSent = (name: string, { rows, bad, listed }: CheckResult): Failure =>
  new Failure("E_ROWS", `${numberText(bad)} of ${numberText(rows)} rows of ${name} cannot be sent`, {
    hint: [
      ...listed.map((row) => `${positionOf(row)}: ${row.reasons.join("; ")}`),
      ...(bad > listed.length ? [`… and ${numberText(bad - listed.length)} more`] : []),
      "Nothing was sent.",
    ],
    ...(bad < rows
      ? { addition: { words: ["--no-precheck"], when: "to send the others; these then count as failed" } }
      : {}),
    next: [{ words: ["novu-msg", "help", "bulk"], when: "for what a row can say" }],
    details: {
      rows,
      bad,
      listed: listed.map(({ number: row, line, reasons }) => ({ row, line, reasons })),
    },
  });

const positionOf = ({ number, line }: BadRow): string =>
  number === line ? `row ${number}` : `row ${number} (line ${line})`;

import type { BadRow, CheckedRow } from "../../../bulk/bulk-row.js";
import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { numberText } from "../../../model/number-text.js";
import type { ApplyInput } from "./apply-input.js";
import type { BulkInput } from "./open-input.js";

/** More would scroll the first ones away. */
const MOST_LISTED = 20;

/** Characters of rows that are kept from the check to the run: few enough to change little in memory. */
const MOST_KEPT = 2 * 2 ** 20;

/** An input that was looked through, as far as it could be. */
export interface CheckedInput {
  /** Rows; undefined where the input can be read only once, or nobody wanted the check. */
  readonly total: number | undefined;
  /** The rows from the first one on; those of a small file are not read again. @throws as `BulkInput.open` */
  readonly open: BulkInput["open"];
}

/**
 * Looks through a whole file before anything else is done with it.
 * @throws Failure E_ROWS that lists what cannot be sent
 */
export const checkFirst = async (
  output: Pick<Context["output"], "during">,
  { isPrechecked }: Pick<ApplyInput, "isPrechecked">,
  { name, isLasting, open }: BulkInput,
): Promise<CheckedInput> => {
  if (!isPrechecked || !isLasting) return { total: undefined, open };
  const opened = await open();
  const { total, kept } = await output.during("checking the rows", checkRows(name, opened.batches));
  return { total, open: kept === undefined ? open : async () => ({ ...opened, batches: inTurn(kept) }) };
};

type Batch = readonly CheckedRow[];

async function* inTurn(batches: readonly Batch[]): AsyncGenerator<Batch, undefined, undefined> {
  yield* batches;
}

/** The number of rows, and the rows themselves unless they are too many. */
const checkRows = async (
  name: string,
  batches: AsyncIterable<Batch>,
): Promise<{ readonly total: number; readonly kept: readonly Batch[] | undefined }> => {
  const keeper = createKeeper();
  const listed: BadRow[] = [];
  let rows = 0;
  let bad = 0;
  for await (const batch of batches) {
    rows += batch.length;
    keeper.add(batch);
    for (const row of batch) {
      if (row.kind === "good") continue;
      bad += 1;
      if (listed.length < MOST_LISTED) listed.push(row);
    }
  }
  if (bad > 0) throw cannotBeSent(name, { rows, bad, listed });
  return { total: rows, kept: keeper.all() };
};

const createKeeper = () => {
  let kept: Batch[] | undefined = [];
  let length = 0;
  return {
    add: (batch: Batch): void => {
      length += batch.reduce((sum, { raw }) => sum + raw.length, 0);
      if (length > MOST_KEPT) kept = undefined;
      else kept?.push(batch);
    },
    all: (): readonly Batch[] | undefined => kept,
  };
};

interface Checked {
  readonly rows: number;
  readonly bad: number;
  /** The first of the bad ones. */
  readonly listed: readonly BadRow[];
}

const cannotBeSent = (name: string, { rows, bad, listed }: Checked): Failure =>
  new Failure("E_ROWS", `${numberText(bad)} of ${numberText(rows)} rows of ${name} cannot be sent`, {
    hint: [
      ...listed.map((row) => `${whereOf(row)}: ${row.reasons.join("; ")}`),
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

const whereOf = ({ number, line }: BadRow): string =>
  number === line ? `row ${number}` : `row ${number} (line ${line})`;

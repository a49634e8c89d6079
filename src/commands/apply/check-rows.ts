import type { Context } from "../../context/context.js";
import type { BadRow, CheckedRow } from "../../domain/bulk-row.js";
import { numberText } from "../../domain/number-text.js";
import { Failure } from "../../failure/failure.js";
import type { ApplyInput } from "../action/apply-input.js";
import type { BulkInput } from "./open-input.js";

/** More would scroll the first ones away. */
const MOST_LISTED = 20;

/**
 * Looks through a whole file before anything else is done with it, and gives the number of its rows; undefined
 * where the input can be read only once, or nobody wants that.
 * @throws Failure E_ROWS that lists what cannot be sent
 */
export const checkFirst = async (
  output: Pick<Context["output"], "during">,
  { isPrechecked }: Pick<ApplyInput, "isPrechecked">,
  { name, isLasting, open }: BulkInput,
): Promise<number | undefined> => {
  if (!isPrechecked || !isLasting) return undefined;
  const { batches } = await open();
  return output.during("checking the rows", checkRows(name, batches));
};

const checkRows = async (name: string, batches: AsyncIterable<readonly CheckedRow[]>): Promise<number> => {
  const listed: BadRow[] = [];
  let rows = 0;
  let bad = 0;
  for await (const batch of batches) {
    rows += batch.length;
    for (const row of batch) {
      if (row.kind === "good") continue;
      bad += 1;
      if (listed.length < MOST_LISTED) listed.push(row);
    }
  }
  if (bad > 0) throw cannotBeSent(name, { rows, bad, listed });
  return rows;
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
    details: {
      rows,
      bad,
      listed: listed.map(({ number: row, line, reasons }) => ({ row, line, reasons })),
    },
  });

const whereOf = ({ number, line }: BadRow): string =>
  number === line ? `row ${number}` : `row ${number} (line ${line})`;

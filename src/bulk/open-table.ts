import { Failure } from "../failures/failure.js";
import { checkCells } from "./check-cells.js";
import { checkAll, splitAll } from "./checked-batches.js";
import { readHeader } from "./read-header.js";
import { type OpenRows, ROW_COLUMNS, type RowsInput } from "./rows-input.js";
import { splitDelimited } from "./split-delimited.js";

/** Reads the header, which is the first row. @throws Failure E_ROWS */
export const openTable = async (
  texts: AsyncIterable<string>,
  head: string,
  delimiter: string,
  input: RowsInput,
): Promise<Pick<OpenRows, "header" | "batches">> => {
  const splits = splitAll(texts, head, splitDelimited(delimiter));
  for (let next = await splits.next(); !next.done; next = await splits.next()) {
    const {
      rows: [header, ...rows],
      failure,
    } = next.value;
    if (header === undefined && failure !== undefined) throw failure;
    if (header === undefined) continue;
    const shape = {
      places: readHeader(header.cells, input),
      width: header.cells.length,
      delimiter,
      defaults: input.defaults,
    };
    const first = { ...next.value, rows };
    return {
      header: header.raw,
      batches: checkAll(followedBy(first, splits), (row, reasons) => checkCells(row, shape, reasons)),
    };
  }
  throw new Failure("E_ROWS", "the input is empty; its first line has to name the columns", {
    hint: [`They are: ${ROW_COLUMNS.join(",")}`],
  });
};

async function* followedBy<Item>(
  first: Item,
  others: AsyncGenerator<Item, undefined, undefined>,
): AsyncGenerator<Item, undefined, undefined> {
  yield first;
  yield* others;
}

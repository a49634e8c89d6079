import { type RowLayout, type RowsInput, readRows } from "../../../src/bulk/read-rows.js";
import type { CheckedRow } from "../../../src/bulk/row.js";

interface Read extends RowLayout {
  readonly rows: readonly CheckedRow[];
}

/** Cut at these places, which need not be in order or within. */
async function* cut(bytes: Uint8Array, places: readonly number[]): AsyncGenerator<Uint8Array> {
  const ends = [...places].map((place) => place % (bytes.length + 1)).sort((a, b) => a - b);
  let start = 0;
  for (const end of [...ends, bytes.length]) {
    yield bytes.subarray(start, end);
    start = end;
  }
}

export interface Given extends Partial<Omit<RowsInput, "chunks">> {
  readonly cuts?: readonly number[];
}

export const rowsInput = (text: string | Uint8Array, { cuts = [], ...given }: Given = {}): RowsInput => ({
  chunks: cut(Buffer.from(text), cuts),
  format: undefined,
  delimiter: undefined,
  columns: new Map(),
  defaults: { api: "v1" },
  takesListPayload: false,
  ...given,
});

/** All rows of an input. */
export const readAll = async (text: string | Uint8Array, given?: Given): Promise<Read> => {
  const { batches, ...layout } = await readRows(rowsInput(text, given));
  const all: CheckedRow[] = [];
  for await (const rows of batches) all.push(...rows);
  return { ...layout, rows: all };
};

/** The reasons of the one row there is. */
export const reasonsOf = async (text: string, given?: Given): Promise<readonly string[]> => {
  const { rows } = await readAll(text, given);
  if (rows.length !== 1) throw new Error(`there are ${rows.length} rows`);
  return rows.flatMap((row) => (row.kind === "bad" ? row.reasons : []));
};

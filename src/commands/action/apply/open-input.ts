import { formatByName } from "../../../bulk/find-format.js";
import { openRows } from "../../../bulk/read-rows.js";
import { type OpenRows, ROW_COLUMNS, type RowColumn } from "../../../bulk/rows-input.js";
import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { closest, didYouMean } from "../../../model/did-you-mean.js";
import type { ApplyInput } from "./apply-input.js";
import { holdHeapAfter } from "./hold-heap-after.js";

/** Where the rows come from. */
export interface BulkInput {
  /** For messages. */
  readonly name: string;
  readonly isStdin: boolean;
  /** Whether it can be opened again. */
  readonly isLasting: boolean;
  /** The rows from the first one on. @throws Failure E_FILE, E_ROWS */
  open(): Promise<OpenRows>;
}

/** @throws Failure E_FILE, E_USAGE */
export const openInput = async (
  { openBytes, holdHeap }: Pick<Context, "openBytes" | "holdHeap">,
  { file = "-", format, columns, defaults }: Pick<ApplyInput, "file" | "format" | "columns" | "defaults">,
): Promise<BulkInput> => {
  const names = columnsOf(columns);
  const { name, isLasting, read } = await openBytes(file);
  return {
    name,
    isStdin: file === "-",
    isLasting,
    open: async () => {
      const opened = await openRows({
        chunks: read(),
        format: format ?? formatByName(file),
        columns: names,
        defaults,
      });
      return { ...opened, batches: holdHeapAfter(opened.batches, holdHeap) };
    },
  };
};

/** `type=button`, as what the input calls each field. @throws Failure E_ENUM, E_USAGE, E_CONFLICT */
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

import { formatByName } from "../../../bulk/find-format.js";
import { openRows } from "../../../bulk/read-rows.js";
import type { OpenRows } from "../../../bulk/rows-input.js";
import type { Context } from "../../../context/context.js";
import type { ApplyInput } from "./apply-input.js";
import { columnsOf } from "./columns-of.js";
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

import type { ActionStatus, ApiVersion, Button } from "../model/action.js";
import type { CheckedRow } from "./bulk-row.js";

/** `json` is a list of objects, or objects one after the other; `ndjson` has one in every line. */
export const ROW_FORMATS = ["csv", "tsv", "ndjson", "json"] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

/** What a row may say. */
export const ROW_COLUMNS = ["subscriberId", "messageId", "type", "status", "payload"] as const;
export type RowColumn = (typeof ROW_COLUMNS)[number];

/** What holds for a row that does not say it itself. */
export interface RowDefaults {
  readonly type?: Button | undefined;
  readonly status?: ActionStatus | undefined;
  readonly api: ApiVersion;
}

export interface RowsInput {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Found out from the first bytes when absent; `formatByName` knows the endings of file names. */
  readonly format: RowFormat | undefined;
  /** The input's own name for a column, such as `type` to `button`; in JSON also a path, such as `subscriber.id`. */
  readonly columns: ReadonlyMap<RowColumn, string>;
  readonly defaults: RowDefaults;
}

/** How rows of this input are written down again. */
export interface RowLayout {
  readonly format: RowFormat;
  /** The header as it was written, without line end; CSV and TSV only. */
  readonly header: string | undefined;
  readonly lineEnd: "\n" | "\r\n";
}

export interface OpenRows extends RowLayout {
  /**
   * The rows, some hundred at a time: a promise for each would cost more than the row itself. Can be read once.
   * Throws a Failure E_ROWS where the rest cannot be read; the rows before that place have been given by then.
   */
  readonly batches: AsyncIterable<readonly CheckedRow[]>;
}

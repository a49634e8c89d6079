import type { ActionRequest } from "../model/action.js";

/** Where a row stands in its input: `number` counts data rows from 1, `line` the lines of text (a header is line 1). */
export interface RowPosition {
  readonly number: number;
  /** The line the row begins in. */
  readonly line: number;
}

/** One action of many, checked. */
interface BulkRow extends RowPosition {
  /** The row as it was written, in the input's own format and without the line end. */
  readonly raw: string;
  readonly action: ActionRequest;
}

/** A row that cannot be sent, and why: short sentences that each name what to mend. */
export interface BadRow extends RowPosition {
  readonly raw: string;
  readonly reasons: readonly string[];
}

export type CheckedRow = ({ readonly kind: "good" } & BulkRow) | ({ readonly kind: "bad" } & BadRow);

import type { CheckedRow, GoodRow, RowResult } from "../../../src/bulk/row.js";
import type { ActionRequest } from "../../../src/model/action.js";

export type Asked = Partial<ActionRequest> & { readonly message: number };

export const actionFor = ({ message, ...asked }: Asked): ActionRequest => ({
  subscriberId: "sub-1",
  messageId: message.toString(16).padStart(24, "0"),
  button: "primary",
  status: "done",
  api: "v1",
  ...asked,
});

export const goodRows = (asked: readonly Asked[]): GoodRow[] =>
  asked.map((action, index) => ({
    kind: "good",
    number: index + 1,
    line: index + 2,
    raw: "",
    action: actionFor(action),
  }));

/** The rows, with a pause after each few of them, as an input has that comes in parts. */
export async function* inParts(rows: readonly CheckedRow[], size: number): AsyncGenerator<CheckedRow> {
  for (const [at, row] of rows.entries()) {
    if (at > 0 && at % size === 0) await settle();
    yield row;
  }
}

export const okResult = (row: GoodRow): RowResult => ({ row, outcome: "ok", attempts: 1, ms: 0 });

/** Lets everything run that waits for nothing outside. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

import type { CheckedRow } from "../../../src/bulk/bulk-row.js";
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

export const goodRows = (asked: readonly Asked[]): CheckedRow[] =>
  asked.map((action, index) => ({
    kind: "good",
    number: index + 1,
    line: index + 2,
    raw: "",
    action: actionFor(action),
  }));

export async function* inBatches(
  rows: readonly CheckedRow[],
  size: number,
): AsyncGenerator<readonly CheckedRow[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

/** Lets everything go that is not waiting for something outside. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

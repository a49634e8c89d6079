import type { ActionRequest } from "../model/action.js";
import type { CheckedRow } from "./bulk-row.js";
import type { RawRow, Split, Splitter } from "./split-text.js";

/** A text cut into rows, part by part. */
export async function* splitAll<Row extends RawRow>(
  texts: AsyncIterable<string>,
  head: string,
  split: Splitter<Row>,
): AsyncGenerator<Split<Row>, undefined, undefined> {
  yield split(head, false);
  for await (const text of texts) yield split(text, false);
  yield split("", true);
}

export async function* checkAll<Row extends RawRow>(
  splits: AsyncIterable<Split<Row>>,
  check: Check<Row>,
): AsyncGenerator<readonly CheckedRow[], undefined, undefined> {
  let number = 0;
  const checkRow = (row: Row): CheckedRow => {
    number += 1;
    return checkedRow(row, number, check);
  };
  for await (const { rows, failure } of splits) {
    if (rows.length > 0) yield rows.map(checkRow);
    if (failure !== undefined) throw failure;
  }
}

/** Gives the action that a row asks for, or undefined; then `reasons` has got why. */
type Check<Row> = (row: Row, reasons: string[]) => ActionRequest | undefined;

const checkedRow = <Row extends RawRow>(row: Row, number: number, check: Check<Row>): CheckedRow => {
  const reasons: string[] = [];
  const action = check(row, reasons);
  const { raw, line } = row;
  return action === undefined
    ? { kind: "bad", number, line, raw, reasons }
    : { kind: "good", number, line, raw, action };
};

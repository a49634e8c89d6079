import { expect, test } from "vitest";
import type { CheckedRow } from "../../../src/bulk/row.js";
import { type BulkInput, openPrechecked } from "../../../src/commands/action/apply/open-input.js";

const output = { during: <T>(_: unknown, work: Promise<T>) => work };

/** Rows of so many characters, and how often they were begun to be read. */
const fileOf = (count: number, length: number) => {
  let reads = 0;
  async function* rows(): AsyncGenerator<CheckedRow, undefined, undefined> {
    reads += 1;
    for (let number = 1; number <= count; number += 1)
      yield { kind: "good", number, line: number, raw: "x".repeat(length), action: ACTION };
  }
  const source: BulkInput = {
    name: "rows.csv",
    isStdin: false,
    isRereadable: true,
    open: async () => ({ format: "csv", lineEnd: "\n", header: "head", rows: rows() }),
  };
  return { source, reads: () => reads };
};

const ACTION = {
  subscriberId: "ada",
  messageId: "65f0c1a9b2d4e6f8a0b1c2d3",
  button: "primary",
  status: "done",
  api: "v1",
} as const;

const numbersOf = async (rows: AsyncIterable<CheckedRow>): Promise<number[]> => {
  const numbers: number[] = [];
  for await (const { number } of rows) numbers.push(number);
  return numbers;
};

test.each([
  { what: "a small file is read once", rows: 3, length: 10, reads: 1 },
  { what: "a large file is read again, as its rows are not kept", rows: 6, length: 2 ** 20, reads: 2 },
])("$what, and both give all rows in order", async ({ rows: count, length, reads }) => {
  const file = fileOf(count, length);
  const { total, rows } = await openPrechecked(output, { isPrechecked: true }, file.source);
  expect(total).toBe(count);
  expect(await numbersOf(rows)).toEqual(Array.from({ length: count }, (_, at) => at + 1));
  expect(file.reads()).toBe(reads);
});

test("without the check nothing is read in advance", async () => {
  const file = fileOf(3, 10);
  const { total, rows } = await openPrechecked(output, { isPrechecked: false }, file.source);
  expect(total).toBeUndefined();
  expect(file.reads()).toBe(0);
  expect(await numbersOf(rows)).toEqual([1, 2, 3]);
});

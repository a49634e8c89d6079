import { expect, test } from "vitest";
import type { CheckedRow } from "../../../src/bulk/bulk-row.js";
import { checkFirst } from "../../../src/commands/action/apply/check-rows.js";
import type { BulkInput } from "../../../src/commands/action/apply/open-input.js";

const output = { during: <T>(_: unknown, work: Promise<T>) => work };

/** Rows of so many characters, and how often somebody began to read them. */
const fileOf = (rows: number, length: number) => {
  let opened = 0;
  async function* batches(): AsyncGenerator<readonly CheckedRow[], undefined, undefined> {
    for (let number = 1; number <= rows; number += 1)
      yield [{ kind: "good", number, line: number, raw: "x".repeat(length), action: ACTION }];
  }
  const source: BulkInput = {
    name: "rows.csv",
    isStdin: false,
    isLasting: true,
    open: async () => {
      opened += 1;
      return { format: "csv", lineEnd: "\n", header: "head", batches: batches() };
    },
  };
  return { source, opened: () => opened };
};

const ACTION = {
  subscriberId: "ada",
  messageId: "65f0c1a9b2d4e6f8a0b1c2d3",
  button: "primary",
  status: "done",
  api: "v1",
} as const;

const numbersOf = async (open: BulkInput["open"]): Promise<number[]> => {
  const numbers: number[] = [];
  for await (const batch of (await open()).batches) numbers.push(...batch.map(({ number }) => number));
  return numbers;
};

test.each([
  { what: "a small file is read once", rows: 3, length: 10, reads: 1 },
  { what: "a large file is read again, as its rows are not kept", rows: 6, length: 2 ** 20, reads: 2 },
])("$what, and both give all rows in order", async ({ rows, length, reads }) => {
  const { source, opened } = fileOf(rows, length);
  const { total, open } = await checkFirst(output, { isPrechecked: true }, source);
  expect(total).toBe(rows);
  expect(await numbersOf(open)).toEqual(Array.from({ length: rows }, (_, at) => at + 1));
  expect(opened()).toBe(reads);
});

test("without the check nothing is read in advance", async () => {
  const { source, opened } = fileOf(3, 10);
  const { total, open } = await checkFirst(output, { isPrechecked: false }, source);
  expect(total).toBeUndefined();
  expect(opened()).toBe(0);
  expect(await numbersOf(open)).toEqual([1, 2, 3]);
});

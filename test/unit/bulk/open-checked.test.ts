import { expect, test } from "vitest";
import { openInput } from "../../../src/bulk/open-input.js";
import type { OpenRows } from "../../../src/bulk/read-rows.js";

/** A file of good rows of at least so many characters, and how often they were begun to be read. */
const fileOf = (count: number, length: number) => {
  let reads = 0;
  async function* read() {
    yield Buffer.from("subscriberId,messageId,type,status,note\n");
    reads += 1;
    const note = "x".repeat(length);
    for (let number = 1; number <= count; number += 1)
      yield Buffer.from(`ada,65f0c1a9b2d4e6f8a0b1c2d3,primary,done,${note}\n`);
  }
  const open = async (isPrechecked: boolean) => {
    const input = await openInput(
      {
        openBytes: async () => ({ name: "rows.csv", isRereadable: true, read }),
        limitHeapGrowth: () => {},
        output: { during: (_, work) => work },
      },
      {
        file: "rows.csv",
        format: undefined,
        delimiter: undefined,
        columns: [],
        takesListPayload: false,
        defaults: { api: "v1" },
        isPrechecked,
      },
    );
    return input.open();
  };
  return { open, reads: () => reads };
};

const numbersOf = async (batches: OpenRows["batches"]): Promise<number[]> => {
  const numbers: number[] = [];
  for await (const rows of batches) numbers.push(...rows.map(({ number }) => number));
  return numbers;
};

test.each([
  { what: "a small file is read once", rows: 3, length: 10, reads: 1 },
  { what: "a large file is read again, as its rows are not kept", rows: 6, length: 500_000, reads: 2 },
])("$what, and both give all rows in order", async ({ rows: count, length, reads }) => {
  const file = fileOf(count, length);
  const { total, batches } = await file.open(true);
  expect(total).toBe(count);
  expect(await numbersOf(batches)).toEqual(Array.from({ length: count }, (_, at) => at + 1));
  expect(file.reads()).toBe(reads);
});

test("without the check nothing is read in advance", async () => {
  const file = fileOf(3, 10);
  const { total, batches } = await file.open(false);
  expect(total).toBeUndefined();
  expect(file.reads()).toBe(0);
  expect(await numbersOf(batches)).toEqual([1, 2, 3]);
});

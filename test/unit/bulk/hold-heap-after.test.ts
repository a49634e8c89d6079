import { expect, test } from "vitest";
import { holdHeapAfter } from "../../../src/commands/action/apply/hold-heap-after.js";

/** Batches of so many rows, each batch the numbers of its rows. */
async function* batchesOf(...sizes: readonly number[]): AsyncGenerator<readonly number[]> {
  let next = 0;
  for (const size of sizes) {
    yield Array.from({ length: size }, (_, at) => next + at);
    next += size;
  }
}

test.each([
  { what: "a short input leaves the heap alone", sizes: [0, 1_000, 3_999], heldBefore: [] },
  {
    what: "a long one holds it once, before its five thousandth row is given",
    sizes: [3_000, 3_000, 9_000],
    heldBefore: [3_000],
  },
  { what: "so does a single large batch", sizes: [20_000], heldBefore: [0] },
])("$what, and all rows come in order", async ({ sizes, heldBefore }) => {
  const given: number[] = [];
  const heldAt: number[] = [];
  for await (const batch of holdHeapAfter(batchesOf(...sizes), () => heldAt.push(given.length)))
    given.push(...batch);
  expect(heldAt).toEqual(heldBefore);
  expect(given).toEqual(Array.from({ length: sizes.reduce((sum, size) => sum + size) }, (_, at) => at));
});

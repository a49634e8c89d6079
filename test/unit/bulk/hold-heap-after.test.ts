import { expect, test } from "vitest";
import { limitHeapAfterRows } from "../../../src/commands/action/apply/open-input.js";

async function* rowsOf(numbers: readonly number[]): AsyncGenerator<number> {
  yield* numbers;
}

test.each([
  { what: "a short input leaves the heap alone", count: 4_999, heldBefore: [] },
  {
    what: "a long one holds it once, before its five thousandth row is given",
    count: 20_000,
    heldBefore: [4_999],
  },
])("$what, and all rows come in order", async ({ count, heldBefore }) => {
  const rows = Array.from({ length: count }, (_, at) => at);
  const given: number[] = [];
  const heldAt: number[] = [];
  for await (const row of limitHeapAfterRows(rowsOf(rows), () => heldAt.push(given.length))) given.push(row);
  expect(heldAt).toEqual(heldBefore);
  expect(given).toEqual(rows);
});

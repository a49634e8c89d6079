import { expect, test } from "vitest";
import { openInput } from "../../../src/bulk/open-input.js";

/** Rows of which each is a batch, as each comes in a part of its own. */
const inputOf = (numbers: readonly number[], limitHeapGrowth: () => void) => {
  async function* read() {
    for (const number of numbers) yield Buffer.from(`{"number":${number}}\n`);
  }
  return openInput(
    {
      openBytes: async () => ({ name: "rows", isRereadable: false, read }),
      limitHeapGrowth,
      output: { during: (_, work) => work },
    },
    {
      file: "-",
      format: "ndjson",
      delimiter: undefined,
      columns: [],
      takesListPayload: false,
      defaults: { api: "v1" },
      isPrechecked: true,
    },
  );
};

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
  const { batches } = await (await inputOf(rows, () => heldAt.push(given.length))).open();
  for await (const batch of batches) given.push(...batch.map(({ raw }) => JSON.parse(raw).number));
  expect(heldAt).toEqual(heldBefore);
  expect(given).toEqual(rows);
});

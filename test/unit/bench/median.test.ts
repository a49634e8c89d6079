import fc from "fast-check";
import { expect, test } from "vitest";
import { benchModule } from "./bench-module.js";

const { median } = await benchModule("median.mjs");

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 2, 3], 3],
  [[10, 9, 100], 10],
])("median of %j is %d", (numbers, expected) => {
  expect(median(numbers)).toBe(expected);
});

test("as many are below it as above it, and the numbers stay as they are", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (numbers) => {
      const before = [...numbers];
      const middle = median(numbers);
      expect(numbers).toEqual(before);
      expect(numbers.filter((number) => number < middle).length).toBeLessThanOrEqual(numbers.length / 2);
      expect(numbers.filter((number) => number > middle).length).toBeLessThanOrEqual(numbers.length / 2);
    }),
  );
});

import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { fitText } from "../../../src/output/fit-text.js";

test.each([
  ["Deploy", 6, "Deploy"],
  ["Deploy", 5, "Depl…"],
  ["Deploy 4.2", 8, "Deploy…"],
  ["承認する", 6, "承認…"],
  ["日本語のボタン", 7, "日本語…"],
  ["👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3, "👩‍👩‍👧‍👦…"],
  ["abc", 1, "…"],
])("%j in %i columns is %j", (text, columns, expected) => {
  expect(fitText(text, columns)).toBe(expected);
});

test("no text is wider than its columns, and a text that fits is unchanged", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.integer({ min: 1, max: 50 }),
      (text, columns) => {
        const fitted = fitText(text, columns);
        expect(stringWidth(fitted)).toBeLessThanOrEqual(columns);
        if (stringWidth(text) <= columns) expect(fitted).toBe(text);
        else expect(text.startsWith(fitted.slice(0, -1))).toBe(true);
      },
    ),
    { numRuns: 1_000 },
  );
});

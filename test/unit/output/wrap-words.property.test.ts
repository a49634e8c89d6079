import fc from "fast-check";
import { expect, test } from "vitest";
import { wrapWords } from "../../../src/output/wrap-words.js";

const text = fc.array(fc.stringMatching(/^[!-~]{0,12}$/), { maxLength: 30 }).map((words) => words.join(" "));

test("wrapping loses nothing, and no line is too long unless it is a single word", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (line, width) => {
      const lines = wrapWords(line, width);
      expect(lines.join(" ")).toBe(line);
      for (const part of lines) expect(part.length <= width || !part.includes(" ")).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("a line that fits stays one line", () => {
  expect(wrapWords("one two three", 13)).toEqual(["one two three"]);
  expect(wrapWords("one two three", 12)).toEqual(["one two", "three"]);
});

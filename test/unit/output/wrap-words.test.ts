import { expect, test } from "vitest";
import { wrapWords } from "../../../src/output/wrap-words.js";

test.each([
  ["a text that fits", "one two", 7, ["one two"]],
  ["one column less", "one two", 6, ["one", "two"]],
  [
    "a long word, which stays whole",
    "a 65f0c1a9b2d4e6f8a0b1c2d3 b",
    10,
    ["a", "65f0c1a9b2d4e6f8a0b1c2d3", "b"],
  ],
  ["nothing", "", 10, [""]],
  ["no width at all", "a b", 0, ["a", "b"]],
  ["no end of the line", "a  b c", Number.POSITIVE_INFINITY, ["a  b c"]],
])("wrapping %s", (_what, text, width, lines) => {
  expect(wrapWords(text, width)).toEqual(lines);
});

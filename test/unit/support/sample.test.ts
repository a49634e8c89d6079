import { expect, test } from "vitest";
import { sampleOf } from "../../support/sample.js";

const CASES = Array.from({ length: 92 }, (_, index) => index);
const isFullRun = process.env.NOVU_MSG_TEST_ALL === "1";

test("a sample has its share of the cases, in their order, and the same ones in the whole run", () => {
  const sample = sampleOf("one list", CASES, 8);
  expect(sample).toHaveLength(isFullRun ? 92 : 12);
  expect(sample).toEqual(CASES.filter((index) => sample.includes(index)));
  expect(sampleOf("one list", CASES, 8)).toEqual(sample);
});

test("lists of the same length are not all cut in the same way", () => {
  const samples = ["a", "b", "c", "d"].map((name) => sampleOf(name, CASES, 8).join());
  expect(new Set(samples).size).toBe(isFullRun ? 1 : 4);
});

test("a short list keeps at least one case", () => {
  expect(sampleOf("short", ["only"], 10)).toEqual(["only"]);
});

import { expect, test } from "vitest";
import { fitsIn, fitText } from "../../../src/output/fit-text.js";
import { toNdjson } from "../../../src/output/json-text.js";

const KINDS: readonly (readonly [string, string])[] = [
  ["letters", "a"],
  ["Chinese", "漢"],
  ["joiners", "\u200d"],
  ["emoji of a family", "👩‍👩‍👧‍👦"],
  ["combining marks", "\u0301"],
  ["zero-width spaces", "\u200b"],
  ["hashes and Chinese", "#漢"],
];

const WIDTH = 40;

/** How much of a text is split into graphemes to fit it. */
const segmentedLength = (text: string): number => {
  let divided = 0;
  fitText(text, WIDTH, (part) => {
    divided += part.length;
    return new Intl.Segmenter().segment(part);
  });
  return divided;
};

test.each(KINDS)("of a text only what can be shown is divided into letters: %s", (_what, unit) => {
  const text = unit.repeat(1_000_000 / unit.length);
  expect(segmentedLength(text)).toBeLessThanOrEqual(16 * WIDTH);
  expect(fitsIn(text, WIDTH)).toBe(false);
  expect(fitText(text, WIDTH).length).toBeLessThanOrEqual(16 * WIDTH + 1);
});

test("graphemes of several characters that fit are not cut", () => {
  const families = "👩‍👩‍👧‍👦".repeat(WIDTH / 2);
  expect(fitText(families, WIDTH)).toBe(families);
});

test.each(KINDS)("a million characters of %s are the same in JSON", (_what, unit) => {
  const text = unit.repeat(1_000_000 / unit.length);
  expect(JSON.parse(toNdjson({ text }))).toEqual({ text });
});

test("a GitHub log command is escaped anywhere in a text, also with non-ASCII in between", () => {
  expect(toNdjson("###[x] ##[y] #漢#字[z] #[a] ##é [b]")).toBe(
    String.raw`"###\u005bx] ##\u005by] #漢#字\u005bz] #[a] ##é [b]"`,
  );
});

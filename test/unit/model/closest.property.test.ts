import fc from "fast-check";
import { expect, test } from "vitest";
import { closest } from "../../../src/model/did-you-mean.js";

const letters = fc.string({ unit: fc.constantFrom(..."abcdefghij-"), minLength: 3, maxLength: 12 });
const at = fc.nat();

const TYPOS: readonly [string, (word: string, place: number) => string][] = [
  ["a letter left out", (word, place) => word.slice(0, place) + word.slice(place + 1)],
  ["a letter twice", (word, place) => word.slice(0, place + 1) + word.slice(place)],
  ["a wrong letter", (word, place) => `${word.slice(0, place)}x${word.slice(place + 1)}`],
  [
    "two letters swapped",
    (word, place) =>
      word.slice(0, place) + word.charAt(place + 1) + word.charAt(place) + word.slice(place + 2),
  ],
];

test.each(TYPOS)("a word with %s is recognised", (_slip, mistype) => {
  fc.assert(
    fc.property(letters, at, (word, place) => {
      expect(closest(mistype(word, place % word.length), [word])).toBe(word);
    }),
    { numRuns: 300 },
  );
});

test("a word of other letters is never suggested", () => {
  const others = fc.string({ unit: fc.constantFrom(..."klmnopqrst"), minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(letters, others, (word, typed) => {
      expect(closest(typed, [word])).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

test("what is suggested is always one of the words", () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (typed, words) => {
      expect([undefined, ...words]).toContain(closest(typed, words));
    }),
    { numRuns: 300 },
  );
});

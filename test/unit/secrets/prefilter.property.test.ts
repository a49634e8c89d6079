import fc from "fast-check";
import { expect, test } from "vitest";
import { createPrefilter } from "../../../src/secrets/find-parts.js";

const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 8, maxLength: 12 });
/** Whether the prefilter reports any candidate position. */
const hasCandidates = (targets: readonly string[], text: string): boolean => {
  let isReported = false;
  createPrefilter(targets)(text, () => {
    isReported = true;
  });
  return isReported;
};

const around = fc.string({ unit: "binary", maxLength: 40 });

test("every target is reported, wherever it is in the text", () => {
  fc.assert(
    fc.property(
      fc.array(hex, { minLength: 1, maxLength: 5 }),
      fc.nat(4),
      around,
      around,
      (targets, at, before, after) => {
        const target = targets[at % targets.length] ?? "";
        const ranges: (readonly [number, number])[] = [];
        createPrefilter(targets)(before + target + after, (...range) => ranges.push(range));
        expect(ranges.some(([from, to]) => from <= before.length && before.length < to)).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("a text with nothing in common with the targets has no candidates", () => {
  const text = '{"data":{"_id":"zzzz","content":"Approve item?","channel":"in_app"}}'.repeat(20);
  expect(hasCandidates(["0123456789abcdef", "fedcba98"], text)).toBe(false);
});

test("targets shorter than a sample make every position a candidate", () => {
  expect(hasCandidates(["abc"], "zzz")).toBe(true);
  expect(hasCandidates([], "zzz")).toBe(false);
});

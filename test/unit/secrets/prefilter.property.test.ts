import fc from "fast-check";
import { expect, test } from "vitest";
import { createPrefilter } from "../../../src/secrets/find-parts.js";

const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 8, maxLength: 12 });
/** Whether the sieve lets any place of the text through. */
const letsThrough = (targets: readonly string[], text: string): boolean => {
  let isThrough = false;
  createPrefilter(targets)(text, () => {
    isThrough = true;
  });
  return isThrough;
};

const around = fc.string({ unit: "binary", maxLength: 40 });

test("a text with a target in it never passes, wherever it stands", () => {
  fc.assert(
    fc.property(
      fc.array(hex, { minLength: 1, maxLength: 5 }),
      fc.nat(4),
      around,
      around,
      (targets, at, before, after) => {
        const target = targets[at % targets.length] ?? "";
        const stretches: (readonly [number, number])[] = [];
        createPrefilter(targets)(before + target + after, (...stretch) => stretches.push(stretch));
        expect(stretches.some(([from, to]) => from <= before.length && before.length < to)).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("what has nothing in common with the targets passes, and that is what it is for", () => {
  const text = '{"data":{"_id":"zzzz","content":"Approve item?","channel":"in_app"}}'.repeat(20);
  expect(letsThrough(["0123456789abcdef", "fedcba98"], text)).toBe(false);
});

test("of targets too short for a sample every text may hold one", () => {
  expect(letsThrough(["abc"], "zzz")).toBe(true);
  expect(letsThrough([], "zzz")).toBe(false);
});

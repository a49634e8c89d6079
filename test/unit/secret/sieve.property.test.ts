import fc from "fast-check";
import { expect, test } from "vitest";
import { createSieve } from "../../../src/secret/sieve.js";

const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 8, maxLength: 12 });
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
        expect(createSieve(targets)(before + target + after)).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("what has nothing in common with the targets passes, and that is what it is for", () => {
  const mayHold = createSieve(["0123456789abcdef", "fedcba98"]);
  expect(mayHold('{"data":{"_id":"zzzz","content":"Approve item?","channel":"in_app"}}'.repeat(20))).toBe(
    false,
  );
});

test("of targets too short for a sample every text may hold one", () => {
  expect(createSieve(["abc"])("zzz")).toBe(true);
  expect(createSieve([])("zzz")).toBe(true);
});

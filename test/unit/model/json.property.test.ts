import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonEqual } from "../../../src/model/json.js";
import { canonical, jsonValue } from "./json-arbitrary.js";

test("a value equals itself after a trip through text", () => {
  fc.assert(
    fc.property(jsonValue, (value) => {
      expect(jsonEqual(value, JSON.parse(JSON.stringify(value)))).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test("two values are equal exactly when they read the same with sorted keys", () => {
  const small = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom(null, true, 0, 1, "", "a"),
      fc.array(tie("value"), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom("a", "b", "__proto__"), tie("value"), { maxKeys: 2 }),
    ),
  })).value;
  const parsed = small.map((value) => JSON.parse(JSON.stringify(value)));
  fc.assert(
    fc.property(parsed, parsed, (a, b) => {
      expect(jsonEqual(a, b)).toBe(canonical(a) === canonical(b));
    }),
    { numRuns: 1_000 },
  );
});

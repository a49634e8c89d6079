import fc from "fast-check";
import { expect, test } from "vitest";
import { isJsonObject, type JsonValue } from "../../../src/model/json.js";
import { assignAll } from "../../../src/model/payload.js";
import { canonical, jsonObject, jsonValue } from "./json-arbitrary.js";

const key = fc.oneof(fc.constantFrom("a", "b", "__proto__", "toString"), fc.string({ minLength: 1 }));
const path = fc.array(key, { minLength: 1, maxLength: 4 });
const assignment = fc.record({ path, value: jsonValue });

/** The value at the path, through own keys only. */
const valueAt = (value: JsonValue | undefined, [name, ...rest]: readonly string[]): JsonValue | undefined => {
  if (name === undefined) return value;
  const own = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return valueAt(own, rest);
};

test("the value of the last assignment is at its path", () => {
  fc.assert(
    fc.property(jsonObject, fc.array(assignment), assignment, (base, earlier, last) => {
      const result = assignAll(base, [...earlier, last]);
      expect(canonical(valueAt(result, last.path))).toBe(canonical(last.value));
    }),
    { numRuns: 400 },
  );
});

test("an assignment leaves every other top-level key as it was", () => {
  fc.assert(
    fc.property(jsonObject, assignment, (base, one) => {
      const others = (object: object) => Object.entries(object).filter(([name]) => name !== one.path[0]);
      const result = assignAll(base, [one]);
      expect(canonical(Object.fromEntries(others(result)))).toBe(canonical(Object.fromEntries(others(base))));
    }),
    { numRuns: 400 },
  );
});

test("the base is never changed", () => {
  fc.assert(
    fc.property(jsonObject, fc.array(assignment), (base, assignments) => {
      const before = canonical(base);
      assignAll(base, assignments);
      expect(canonical(base)).toBe(before);
    }),
    { numRuns: 300 },
  );
});

import fc from "fast-check";
import type { JsonObject, JsonValue } from "../../../src/model/json.js";

/** Any JSON value as from a parser, in which a key named `__proto__` is plain data. */
export const jsonValue: fc.Arbitrary<JsonValue> = fc.json().map((text) => JSON.parse(text));

/** Objects, some with keys that JavaScript or MongoDB treat specially. */
export const jsonObject: fc.Arbitrary<JsonObject> = fc
  .array(
    fc.tuple(fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "$set", "a.b")), jsonValue),
  )
  .map((entries) => Object.fromEntries(entries));

/** One text for all values that are equal as JSON: keys sorted, own `__proto__` keys included. */
export const canonical = (value: JsonValue | undefined): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "absent";
  const entries = Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}:${canonical(child)}`);
  return `{${entries.sort().join(",")}}`;
};

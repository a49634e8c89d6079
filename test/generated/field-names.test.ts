import * as v from "valibot";
import { expect, test } from "vitest";
import { fieldNames } from "../../scripts/documents/field-names.js";
import { anyJson } from "../../src/schemas/values.js";

const place = v.strictObject({ id: v.string(), name: v.exactOptional(v.nullable(v.string())) });
const owner = v.strictObject({ name: v.string(), place: v.nullable(place), past: v.array(place) });

test("the names are those of the document", () => {
  expect(fieldNames({ of: owner, nested: false })).toEqual(["name", "place", "past"]);
});

test("names of nested objects follow their field, those in lists do not", () => {
  expect(fieldNames({ of: v.pipe(owner, v.title("An owner")), nested: true })).toEqual([
    "name",
    "place",
    "place.id",
    "place.name",
    "past",
  ]);
});

test("of several documents each name is there once, in the order of the first", () => {
  expect(fieldNames({ of: v.union([place, owner]), nested: false })).toEqual(["id", "name", "place", "past"]);
});

test("nothing printed has no field, and any JSON has any", () => {
  expect(fieldNames({ of: null, nested: false })).toEqual([]);
  expect(fieldNames({ of: anyJson, nested: false })).toEqual(["*"]);
});

import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/model/json.js";
import { type Assignment, assignAll, BODY_LIMIT_BYTES, unsafeKeys } from "../../../src/model/payload.js";

const assign = (...pairs: readonly [string, JsonValue][]): Assignment[] =>
  pairs.map(([key, value]) => ({ path: key.split("."), value }));

test.each<[string, JsonObject, Assignment[], JsonObject]>([
  ["nothing assigned", { a: 1 }, [], { a: 1 }],
  ["a key", {}, assign(["by", "ci"]), { by: "ci" }],
  ["a path", {}, assign(["run.id", 812]), { run: { id: 812 } }],
  ["two paths into one object", {}, assign(["run.id", 8], ["run.by", "x"]), { run: { id: 8, by: "x" } }],
  ["a path into what was there", { run: { a: 1 } }, assign(["run.b", 2]), { run: { a: 1, b: 2 } }],
  ["the later of two", {}, assign(["a", 1], ["a", 2]), { a: 2 }],
  ["a value after a path through it", {}, assign(["a.b", 1], ["a", 2]), { a: 2 }],
  ["a path through a value", {}, assign(["a", 2], ["a.b", 1]), { a: { b: 1 } }],
  ["a path through a list", { a: [1] }, assign(["a.0", "x"]), { a: { 0: "x" } }],
  ["a path through null", { a: null }, assign(["a.b.c", 1]), { a: { b: { c: 1 } } }],
  ["null, which is a value", { a: 1 }, assign(["a", null]), { a: null }],
  ["an object, as a whole", { a: { b: 1 } }, assign(["a", { c: 2 }]), { a: { c: 2 } }],
])("assigning gives: %s", (_what, base, assignments, result) => {
  expect(assignAll(base, assignments)).toEqual(result);
});

test("the base object stays as it was", () => {
  const base = Object.freeze({ run: Object.freeze({ a: 1 }) });
  expect(assignAll(base, assign(["run.a", 2], ["b", 1]))).toEqual({ run: { a: 2 }, b: 1 });
  expect(base).toEqual({ run: { a: 1 } });
});

test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
  "a key named %s is plain data",
  (key) => {
    const top = assignAll({}, assign([key, "x"]));
    expect(JSON.stringify(top)).toBe(`{"${key}":"x"}`);
    expect(Object.getPrototypeOf(top)).toBe(Object.prototype);
    const deep = assignAll({}, assign([`${key}.polluted`, true]));
    expect(JSON.stringify(deep)).toBe(`{"${key}":{"polluted":true}}`);
    expect("polluted" in {}).toBe(false);
  },
);

test("keys that MongoDB treats specially are named, wherever they are", () => {
  const value = { $set: 1, "a.b": { $inc: [{ "c.": 0 }] }, plain: { price$: 1 }, text: "$x a.b" };
  expect(unsafeKeys(value)).toEqual(["$set", "a.b", "$inc", "c."]);
});

test("an unsafe key is named once, however often it occurs", () => {
  expect(unsafeKeys([{ $ref: 1 }, { $ref: 2 }, { a: { $ref: 3, "x.y": 4 } }])).toEqual(["$ref", "x.y"]);
});

test.each<JsonValue>([null, "$a", 1, [], {}, { a: ["$b", "c.d"] }])("%j has no unsafe key", (value) => {
  expect(unsafeKeys(value)).toEqual([]);
});

test("the limit is Novu's 100 kB", () => {
  expect(BODY_LIMIT_BYTES).toBe(100 * 1024);
});

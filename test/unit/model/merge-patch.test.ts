import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/model/json.js";
import { mergePatch } from "../../../src/model/payload.js";

/** RFC 7396, appendix A: every row whose patch is an object. The type allows no other patch. */
const APPENDIX: readonly [JsonValue, JsonObject, JsonObject][] = [
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: "b", c: null }, { a: "b" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

test.each(APPENDIX)("%j patched with %j is %j", (target, patch, merged) => {
  expect(mergePatch(target, patch)).toEqual(merged);
});

test.each([undefined, null, "text", 7, [1]])(
  "a stored payload that is %j counts as an empty object",
  (target) => {
    expect(mergePatch(target, { a: { b: 1, c: null } })).toEqual({ a: { b: 1 } });
  },
);

test("a list in a patch keeps its nulls: it replaces as a whole", () => {
  expect(mergePatch({ a: [1] }, { a: [null, { b: null }] })).toEqual({ a: [null, { b: null }] });
});

test("keys keep their order, and new ones come last", () => {
  expect(Object.keys(mergePatch({ b: 1, a: 2 }, { c: 3, a: 4 }))).toEqual(["b", "a", "c"]);
});

test("a key named __proto__ is plain data", () => {
  const target = JSON.parse('{"a":1,"__proto__":{"b":1}}');
  const merged = mergePatch(target, JSON.parse('{"__proto__":{"c":2}}'));
  expect(JSON.stringify(merged)).toBe('{"a":1,"__proto__":{"b":1,"c":2}}');
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  expect(JSON.stringify(mergePatch(target, JSON.parse('{"__proto__":null}')))).toBe('{"a":1}');
});

test("patching with a key named __proto__ changes no other object", () => {
  mergePatch({}, JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'));
  expect("polluted" in {}).toBe(false);
});

test("an inherited key counts as absent until it is set", () => {
  expect(mergePatch({}, { toString: { a: 1 } })).toEqual({ toString: { a: 1 } });
});

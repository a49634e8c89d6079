import { expect, test } from "vitest";
import {
  arrayOf,
  booleanOf,
  depthOf,
  isJsonObject,
  type JsonValue,
  jsonEqual,
  objectOf,
  stringOf,
} from "../../../src/model/json.js";

const EQUAL: readonly [JsonValue, JsonValue][] = [
  [null, null],
  ["", ""],
  [0, 0],
  [1.5, 1.5],
  [[], []],
  [{}, {}],
  [
    [1, [2, { a: null }]],
    [1, [2, { a: null }]],
  ],
  [
    { a: 1, b: { c: [], d: "x" } },
    { b: { d: "x", c: [] }, a: 1 },
  ],
  [JSON.parse('{"__proto__":{"a":1}}'), JSON.parse('{"__proto__":{"a":1}}')],
];

test.each(EQUAL)("%j equals %j", (a, b) => {
  expect(jsonEqual(a, b)).toBe(true);
  expect(jsonEqual(b, a)).toBe(true);
});

const DIFFERENT: readonly [JsonValue, JsonValue][] = [
  [null, false],
  [null, {}],
  [0, "0"],
  [0, false],
  ["", null],
  ["a", "A"],
  [[], {}],
  [[1], [1, 2]],
  [[null], []],
  [
    [1, 2],
    [2, 1],
  ],
  [{ a: null }, {}],
  [{ a: null }, { b: null }],
  [{ a: 1 }, { a: 1, b: 1 }],
  [{ a: { b: 1 } }, { a: { b: 2 } }],
  [{ toString: 1 }, { a: 1 }],
  [JSON.parse('{"__proto__":{"a":1}}'), {}],
  [JSON.parse('{"__proto__":{"a":1}}'), JSON.parse('{"__proto__":{"a":2}}')],
  [{ a: 1 }, JSON.parse('{"__proto__":1}')],
];

test.each(DIFFERENT)("%j differs from %j", (a, b) => {
  expect(jsonEqual(a, b)).toBe(false);
  expect(jsonEqual(b, a)).toBe(false);
});

test("an object is neither null nor a list", () => {
  expect([{}, [], null, "x", 1, undefined].map(isJsonObject)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test("a value of another type counts as absent", () => {
  const values: readonly (JsonValue | undefined)[] = ["x", "", true, 0, null, [1], { a: 1 }, undefined];
  const none = undefined;
  expect(values.map(stringOf)).toEqual(["x", "", none, none, none, none, none, none]);
  expect(values.map(booleanOf)).toEqual([none, none, true, none, none, none, none, none]);
  expect(values.map(objectOf)).toEqual([none, none, none, none, none, none, { a: 1 }, none]);
  expect(values.map(arrayOf)).toEqual([[], [], [], [], [], [1], [], []]);
});

test.each<[JsonValue, number]>([
  [null, 0],
  ["[[]]", 0],
  [1, 0],
  [[], 1],
  [{}, 1],
  [[1, null, "x"], 1],
  [[[]], 2],
  [{ a: [] }, 2],
  [{ a: 1, b: { c: [{}] }, d: [[]] }, 4],
  [JSON.parse('{"__proto__":{"a":{}}}'), 3],
])("%j is %i deep", (value, depth) => {
  expect(depthOf(value)).toBe(depth);
});

test.each<[string, (inner: JsonValue) => JsonValue]>([
  ["lists", (inner) => [inner]],
  ["objects", (inner) => ({ a: inner })],
])("a hundred thousand %s inside each other are counted", (_what, wrap) => {
  let value: JsonValue = 0;
  for (let level = 0; level < 100_000; level += 1) value = wrap(value);
  expect(depthOf(value)).toBe(100_000);
});

test("a list of very many lists is handled", () => {
  expect(depthOf(Array.from({ length: 300_000 }, () => []))).toBe(2);
});

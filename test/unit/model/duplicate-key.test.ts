import { expect, test } from "vitest";
import { duplicateKey } from "../../../src/model/duplicate-key.js";

test.each([
  ['{"a":1,"a":2}', "a"],
  ['{"a":1, "b" : {"c":1,"c" :1}}', "c"],
  ['[{"a":1},{"b":[{"":0,"":1}]}]', ""],
  ['{"a":1,"\\u0061":2}', "a"],
  ['{"a\\"b":1,"a\\"b":2}', 'a"b'],
  ['{"a":"x","b":{"a":1},"a":3}', "a"],
  ['{"__proto__":1,"__proto__":1}', "__proto__"],
])("%s has a key twice", (json, key) => {
  expect(duplicateKey(json)).toBe(key);
});

test.each([
  '{"a":1,"b":2}',
  '{"a":{"a":{"a":["a","a"]}}}',
  '[{"a":1},{"a":1}]',
  '{"a":"{\\"b\\":1,\\"b\\":1}"}',
  "[]",
  '"a:a"',
  "",
])("%s has none", (json) => {
  expect(duplicateKey(json)).toBeUndefined();
});

test("a long text takes no longer than its length", () => {
  const json = `{${Array.from({ length: 100_000 }, (_, at) => `"k${at}":"${"\\\\".repeat(9)}"`).join(",")}}`;
  const start = performance.now();
  expect(duplicateKey(json)).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(1_000);
});

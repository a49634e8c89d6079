import fc from "fast-check";
import { expect, test } from "vitest";
import { readTruncatedJson } from "../../../src/novu/error-text.js";

test.each([
  ["a text", '{"statusCode":400,"message":"it is ba', { statusCode: 400, message: "it is ba" }],
  ["an escape", '{"message":"caf\\u00', { message: "caf" }],
  ["a backslash", '{"message":"a\\', { message: "a" }],
  ["a list of texts", '{"message":["a","b', { message: ["a", "b"] }],
  ["behind a comma", '{"message":["a","b",', { message: ["a", "b"] }],
  ["a name", '{"statusCode":422,"mess', { statusCode: 422 }],
  ["behind a colon", '{"statusCode":422,"message":', { statusCode: 422 }],
  ["a word", '{"a":[1,tr', { a: [1] }],
  [
    "a map in a map",
    '{"errors":{"f1":{"messages":["x"]},"f2":{"mess',
    { errors: { f1: { messages: ["x"] }, f2: {} } },
  ],
  ["its first name", "{", {}],
  ["brackets in a text", '{"message":"[{[","errors":["]', { message: "[{[", errors: ["]"] }],
])("JSON that is cut in the middle is read up to there: %s", (_where, text, value) => {
  expect(readTruncatedJson(text)).toEqual(value);
});

test.each(["", "<html>", "no JSON", "]", '"', "[".repeat(100_000)])(
  "what isn't JSON stays unread: %.10s",
  (text) => {
    expect(readTruncatedJson(text)).toBeUndefined();
  },
);

test("wherever a JSON object is truncated, an object with its names is read", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (whole, cut) => {
      const text = JSON.stringify(whole);
      const read = readTruncatedJson(text.slice(0, 1 + (cut % (text.length - 1))));
      expect(Object.keys(whole)).toEqual(expect.arrayContaining(Object.keys(Object(read))));
      expect(typeof read).toBe("object");
    }),
  );
});

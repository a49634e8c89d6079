import fc from "fast-check";
import { expect, test } from "vitest";
import { toJson, toNdjson } from "../../../src/output/json-text.js";
import { sanitize } from "../../../src/output/sanitize.js";
import { canonical, jsonValue } from "../model/json-arbitrary.js";

test("JSON is one document with two spaces", () => {
  expect(toJson({ b: [1], a: null })).toBe('{\n  "b": [\n    1\n  ],\n  "a": null\n}');
});

test.each([
  [[{ a: 1 }, 2, "x\n"], '{"a":1}\n2\n"x\\n"'],
  [{ a: [1] }, '{"a":[1]}'],
  [[[1], [2]], "[1]\n[2]"],
  [[], ""],
  [null, "null"],
])("NDJSON is a line a document: %j", (document, text) => {
  expect(toNdjson(document)).toBe(text);
});

test("every control character is escaped, and none is lost", () => {
  const document = { title: "\u001b[31m\u009b31m\u007f\u0000\u0085é日👍" };
  const text = '"\\u001b[31m\\u009b31m\\u007f\\u0000\\u0085é日👍"';
  expect(toJson(document)).toBe(`{\n  "title": ${text}\n}`);
  expect(toNdjson(document)).toBe(`{"title":${text}}`);
});

test("both formats parse back to the document", () => {
  const value = fc.oneof(jsonValue, fc.string({ unit: "binary" }));
  fc.assert(
    fc.property(value, (document) => {
      expect(canonical(JSON.parse(toJson(document)))).toBe(canonical(document));
      const lines = toNdjson([document, document]).split("\n");
      expect(lines.map((line) => canonical(JSON.parse(line)))).toEqual([
        canonical(document),
        canonical(document),
      ]);
    }),
    { numRuns: 1_000 },
  );
});

/** Texts with many characters that a terminal interprets or hides. */
const unsafeText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\u001b[31m",
        "\u009b",
        "\u200c",
        "\u200d",
        "é",
        "👍",
        "\u00ad",
        "\u{e0041}",
        "\u202e",
        "\ud800",
        "a",
      ),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    ),
  )
  .map((parts) => parts.join(""));

test("sanitized for a terminal, it still parses back to the document", () => {
  fc.assert(
    fc.property(unsafeText, unsafeText, (key, text) => {
      const document = Object.fromEntries([[key, text]]);
      for (const json of [toJson(document), toNdjson(document)]) {
        expect(sanitize(json)).toBe(json);
        expect(canonical(JSON.parse(json))).toBe(canonical(document));
      }
    }),
    { numRuns: 1_000 },
  );
});

test.each([0x7f, 0x9b, 0x061c, 0x200b, 0x202e, 0x2028, 0x2066, 0xfeff])(
  "the character %i is escaped, and means the same",
  (code) => {
    const document = { label: `a${String.fromCharCode(code)}b` };
    expect(toJson(document)).not.toContain(String.fromCharCode(code));
    expect(JSON.parse(toJson(document))).toEqual(document);
  },
);

test("joiners in words and emoji are unchanged", () => {
  expect(toNdjson({ label: "né 承認 👩‍💻 رفض" })).toBe('{"label":"né 承認 👩‍💻 رفض"}');
});

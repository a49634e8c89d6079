import fc from "fast-check";
import { expect, test } from "vitest";
import { isUnsafe, sanitize, sanitizeLine } from "../../../src/output/sanitize.js";

const RUNS = { numRuns: 1_000 };

/** Texts with many characters of control sequences. */
const unsafeText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\u001b",
        "\u001b[",
        "\u001b]",
        "\u009b",
        "\u009d",
        "\u009c",
        "\u0007",
        "\u001b\\",
        "\r",
        "\n",
        "\t",
      ),
      fc.constantFrom("\u200c", "\u200d", "é", "👍", "\u00ad", "\u{e0041}", "\u3164"),
      fc.constantFrom(";", "0", "m", "[", "]", "\\", "(", " ", "\u202e", "\u200b", "\ud83d", "\udc4d"),
      fc.string({ unit: "binary", maxLength: 3 }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    ),
  )
  .map((parts) => parts.join(""));

/** By code point, because the characters are invisible. */
const isControl = (code: number) => (code < 0x20 && code !== 0x0a) || (code >= 0x7f && code <= 0x9f);
const isUnsafeCode = (code: number) =>
  code === 0x061c ||
  (code >= 0x200e && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2066 && code <= 0x2069);
const codesOf = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0);

test("no control character is left except the line feed", () => {
  fc.assert(
    fc.property(unsafeText, (text) => {
      const clean = sanitize(text);
      expect(codesOf(clean).filter((code) => isControl(code) || isUnsafeCode(code))).toEqual([]);
      expect(clean.isWellFormed()).toBe(true);
    }),
    RUNS,
  );
});

test("a line has no line feed", () => {
  fc.assert(
    fc.property(unsafeText, (text) => {
      expect(sanitizeLine(text)).not.toContain("\n");
      expect(sanitizeLine(sanitizeLine(text))).toBe(sanitizeLine(text));
    }),
    RUNS,
  );
});

test("sanitizing is idempotent, and sanitized text is not unsafe", () => {
  fc.assert(
    fc.property(unsafeText, (text) => {
      expect(sanitize(sanitize(text))).toBe(sanitize(text));
      expect(isUnsafe(sanitize(text))).toBe(false);
    }),
    RUNS,
  );
});

test("plain text is unchanged", () => {
  const plain = fc.string({
    unit: fc.oneof(
      fc.constantFrom("\n", " ", "é", "日", "👍", "א"),
      fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    ),
  });
  fc.assert(
    fc.property(plain, (text) => {
      expect([sanitize(text), isUnsafe(text)]).toEqual([text, false]);
    }),
    RUNS,
  );
});

test("sanitizing only removes characters", () => {
  fc.assert(
    fc.property(unsafeText, (text) => {
      const before = text.toWellFormed().replace(/\r\n?/g, "\n").replace(/\t/g, " ");
      let at = 0;
      for (const character of sanitize(text)) {
        at = before.indexOf(character, at) + 1;
        expect(at).toBeGreaterThan(0);
      }
    }),
    RUNS,
  );
});

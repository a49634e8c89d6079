import fc from "fast-check";
import { expect, test } from "vitest";
import { quoteLine, quoteWord } from "../../../src/processes/quote.js";
import { quotingAt } from "../../../src/processes/quote-for-windows.js";

const quoteForWindows = quotingAt({ platform: "win32", env: {} });

test.each([
  ["primary", "primary"],
  ["--status=done", "--status=done"],
  ["C:\\Users\\ann\\ca.pem", "C:\\Users\\ann\\ca.pem"],
  ["C:\\Users\\Ann Lee\\ca.pem", '"C:\\Users\\Ann Lee\\ca.pem"'],
  ["C:\\Ann Lee\\", "'C:\\Ann Lee\\'"],
  ["two words", '"two words"'],
  ["it's", '"it\'s"'],
  ["_id,content", '"_id,content"'],
  ["user:42@example.com", '"user:42@example.com"'],
  ["a&b|c", '"a&b|c"'],
  ["", "''"],
  ['{"by":"ci"}', `'{"by":"ci"}'`],
  [`{"by":"it's"}`, `'{"by":"it''s"}'`],
  ["$env:KEY", "'$env:KEY'"],
  ["%PATH%", "'%PATH%'"],
  ["$(rm) ’", "'$(rm) ’’'"],
])("%j is written %s", (word, quoted) => {
  expect(quoteForWindows(word)).toBe(quoted);
});

test("the quoting depends on platform and shell", () => {
  expect(quotingAt({ platform: "win32", env: {} })("two words")).toBe(`"two words"`);
  expect(quotingAt({ platform: "win32", env: { MSYSTEM: "MINGW64", SHELL: "/usr/bin/bash" } })).toBe(
    quoteWord,
  );
  expect(quotingAt({ platform: "linux", env: {} })).toBe(quoteWord);
  expect(quotingAt({ platform: "darwin", env: { SHELL: "/bin/zsh" } })).toBe(quoteWord);
});

/** How PowerShell and cmd read a word that is bare or in one kind of quotes. */
const read = (quoted: string): string => {
  if (/^'.*'$/s.test(quoted)) return quoted.slice(1, -1).replace(/(['\u2018-\u201b])\1/g, "$1");
  return /^".*"$/s.test(quoted) ? quoted.slice(1, -1) : quoted;
};

const letters = fc.constantFrom(..."'\"\\$`!*?[]{}()<>|&;#~=%^-+,@ a1é", "\u2019", "\u201c");

test("every word survives quoting, and double quotes contain nothing with a special meaning", () => {
  fc.assert(
    fc.property(fc.string({ unit: letters, maxLength: 12 }), (word) => {
      const quoted = quoteForWindows(word);
      expect(read(quoted)).toBe(word);
      if (quoted.startsWith('"')) expect(quoted.slice(1, -1)).not.toMatch(/["$`%!\u201c]|\\$/);
    }),
  );
});

test("a line is its words with spaces between them", () => {
  expect(quoteLine(["novu-msg", "action", "set", "a b"], quoteForWindows)).toBe('novu-msg action set "a b"');
});

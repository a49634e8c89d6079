import { expect, test } from "vitest";
import { isUnsafe, sanitize, sanitizeLine } from "../../../src/output/sanitize.js";
import { workUnits } from "../../support/work-units.js";

test.each([
  ["a colour", "\u001b[31mred\u001b[0m", "red"],
  ["a colour of many parts", "\u001b[38;2;1;2;3;4mx", "x"],
  ["a cursor move and a cleared screen", "\u001b[2J\u001b[1;1Hx", "x"],
  ["a private mode", "\u001b[?1049hx\u001b[?25l", "x"],
  ["a CSI sequence without an end", "a\u001b[31", "a31"],
  ["a CSI sequence in its 8-bit form", "\u009b31mx", "x"],
  ["a window title", "\u001b]0;owned\u0007x", "x"],
  ["a window title ended by ST", "\u001b]2;owned\u001b\\x", "x"],
  ["a window title in its 8-bit form", "\u009d0;owned\u009cx", "x"],
  ["a title without an end", "a\u001b]0;owned and all the rest", "a"],
  ["a hyperlink", "\u001b]8;;http://evil\u0007click\u001b]8;;\u0007", "click"],
  ["the clipboard", "\u001b]52;c;cm0gLXJmIC8=\u0007x", "x"],
  ["a device control string", "\u001bP$qm\u001b\\x", "x"],
  ["an application program command", "\u001b_payload\u001b\\x", "x"],
  ["a privacy message in its 8-bit form", "\u009epayload\u009cx", "x"],
  ["a character set", "\u001b(0lqk", "lqk"],
  ["a full reset", "\u001bcx", "x"],
  ["a lone escape", "a\u001b", "a"],
  ["two escapes", "\u001b\u001b[31mx", "x"],
  ["an escape that an escape interrupts", "\u001b]0;a\u001b[31mx", "x"],
  ["a bell, a backspace and a null", "a\u0007b\u0008c\u0000d", "abcd"],
  ["the delete byte", "a\u007fb", "ab"],
  ["C1 controls", "a\u0085b\u008dc", "abc"],
  ["a bidi override", "a\u202etxt.exe\u202c", "atxt.exe"],
  ["bidi isolates and marks", "\u2066a\u2069\u200e\u200f\u061cb", "ab"],
  ["deprecated and invisible format characters", "a\u206fb\u2063c\u180ed", "abcd"],
  ["zero-width space, word joiner and byte order mark", "a\u200bb\u2060c\ufeffd", "abcd"],
  ["soft hyphens, fillers and annotations", "a\u00adb\u3164c\u115fd\uffa0e\ufff9f\u034fg", "abcdefg"],
  ["a text in tags, behind an emoji", "👍\u{e0068}\u{e0069}\u{e007f}", "👍"],
  ["joiners that join nothing", "ad\u200dmin\u200c \u200d👍\u200d", "admin 👍"],
  ["a run of joiners, but one", "م\u200c\u200c\u200dن", "م\u200cن"],
  ["line and paragraph separators", "a\u2028b\u2029c", "abc"],
  ["a lone high surrogate", "a\ud800b", "a\ufffdb"],
  ["a lone low surrogate", "\udc00", "\ufffd"],
])("cleaning takes %s away", (_what, text, clean) => {
  expect(sanitize(text)).toBe(clean);
  expect(isUnsafe(text)).toBe(true);
});

test.each([
  ["letters of any script", "Grüße, 日本語, مرحبا, שלום, ไทย"],
  ["an emoji made of several", "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇩🇪"],
  ["Persian with its non-joiner", "می‌خواهم"],
  ["what only looks like a sequence", "[31m ]0; \\u001b[0m ^["],
  ["lines", "a\n\n  b\n"],
  ["spaces of other widths", "a\u00a0b\u3000c"],
])("cleaning leaves %s as it is", (_what, text) => {
  expect([sanitize(text), isUnsafe(text)]).toEqual([text, false]);
});

test.each([
  ["a\tb", "a b"],
  ["a\r\nb\rc", "a\nb\nc"],
])("white space is made plain without a word about it: %j", (text, clean) => {
  expect([sanitize(text), isUnsafe(text)]).toEqual([clean, false]);
});

test.each([
  ["a\nb", "a b"],
  ["a  \r\n\t b", "a b"],
  ["\na\n", " a "],
  ["a  b", "a  b"],
  ["a\n\n\n b \n c", "a b c"],
  ["a\u2028b", "ab"],
])("on one line, %j is %j", (text, line) => {
  expect(sanitizeLine(text)).toBe(line);
});

const MEGABYTE = 1_000_000;

test.each([
  ["letters", "a"],
  ["spaces", " "],
  ["line ends", "\n"],
  ["spaces and line ends", " \n"],
  ["escapes", "\u001b"],
  ["CSI without end", "\u001b["],
  ["CSI parameters", "\u001b[0"],
  ["OSC without end", "\u001b]"],
  ["lone surrogates", "\ud800"],
  ["joiners", "\u200d"],
  ["joiners between letters", "é\u200d\u200d"],
])("a megabyte of %s is cleaned in no time", async (_what, unit) => {
  const text = `x${unit.repeat(MEGABYTE / unit.length)}y`;
  const work = () => {
    expect(sanitizeLine(text).length).toBeLessThanOrEqual(text.length);
    expect(isUnsafe(text)).toBe(/[\u001b\ud800\u200d]/.test(unit));
  };
  expect(await workUnits(work)).toBeLessThan(300);
});

import { expect, test } from "vitest";
import {
  continuedLine,
  powerShellText,
  quoteLine,
  quoteWord,
  shellText,
} from "../../../src/processes/quote.js";

test.each([
  ["primary", "primary"],
  ["65f0c1a9b2d4e6f8a0b1c2d3", "65f0c1a9b2d4e6f8a0b1c2d3"],
  ["--status=done", "--status=done"],
  ["user:42@example.com", "user:42@example.com"],
  ["https://eu.api.novu.co/v1", "https://eu.api.novu.co/v1"],
  ["", "''"],
  ["two words", "'two words'"],
  ['{"by":"ci"}', `'{"by":"ci"}'`],
  ["it's", `'it'"'"'s'`],
  ["'", `"'"`],
  ["\\'", `"\\\\'"`],
  ["a\\'b", `'a'"\\\\'"'b'`],
  ["%self", "'%self'"],
  ["a==ls", "'a==ls'"],
  ["=", "'='"],
  ["a=b=c", "a=b=c"],
  ["$(rm -rf ~)", "'$(rm -rf ~)'"],
  ["`id`", "'`id`'"],
  ["a;b", "'a;b'"],
  ["a&b", "'a&b'"],
  ["*", "'*'"],
  ["~", "'~'"],
  ["#x", "'#x'"],
  ["!x", "'!x'"],
  ["a\\b", `'a'"\\\\"'b'`],
  ["a\nb", "'a\nb'"],
  ["plain\n", "'plain\n'"],
  ["Zoë", "'Zoë'"],
])("%j is written %s", (word, quoted) => {
  expect(quoteWord(word)).toBe(quoted);
});

test("a word that starts with = is quoted, since zsh would look for a program of that name", () => {
  expect(quoteWord("=ls")).toBe("'=ls'");
});

test("a line is its words with spaces between", () => {
  expect(quoteLine(["novu-msg", "action", "get", "two words", ""])).toBe(
    "novu-msg action get 'two words' ''",
  );
});

test("a line without words is empty", () => {
  expect(quoteLine([])).toBe("");
});

test("the text around values is kept, and each value is quoted", () => {
  expect(shellText`export A=${"it's $HOME"} B=${"b"}`).toBe(`export A='it'"'"'s $HOME' B=b`);
  expect(shellText`fpath=(${"/a b"} $fpath)`).toBe("fpath=('/a b' $fpath)");
  expect(powerShellText`. ${"C:\\it’s\\x 'y'.ps1"}`).toBe(". 'C:\\it’’s\\x ''y''.ps1'");
});

test("a command over several lines is one command", () => {
  expect(continuedLine([quoteLine(["curl", "a b"]), quoteLine(["-d", "x"])])).toBe("curl 'a b' \\\n  -d x");
});

import { expect, test } from "vitest";
import { toCsv } from "../../../src/output/csv.js";
import { tableOfTexts } from "./cells.js";

test("the header has machine-readable names", () => {
  expect(toCsv(tableOfTexts(["BUTTON", "RESULT TEXT"], ["primary", "Yes"]))).toBe(
    "button,result_text\nprimary,Yes",
  );
  expect(toCsv(tableOfTexts(["A", "B"]))).toBe("a,b");
});

test.each([
  ["a comma", "a,b", '"a,b"'],
  ["a quotation mark", 'a"b', '"a""b"'],
  ["a line feed", "a\nb", '"a\nb"'],
  ["a carriage return", "a\rb", '"a\rb"'],
  ["blanks at its ends", "  a  ", "  a  "],
  ["a tab", "a\tb", "a\tb"],
  ["an escape sequence, which a program gets as it is", "\u001b[31m", "\u001b[31m"],
  ["letters of any script", "日本,👍", '"日本,👍"'],
])("a value with %s", (_what, text, written) => {
  expect(toCsv(tableOfTexts(["A", "B"], ["x", text]))).toBe(`a,b\nx,${written}`);
});

test("documents and times are exact", () => {
  const row = [{ json: { by: "ci" } }, { time: "2026-11-23T12:00:00.000Z" }];
  expect(toCsv({ columns: [{ title: "A" }, { title: "B" }], rows: [row] })).toBe(
    'a,b\n"{""by"":""ci""}",2026-11-23T12:00:00.000Z',
  );
});

test("empty rows are still rows", () => {
  expect(toCsv(tableOfTexts(["A", "B"], ["", ""], ["", ""]))).toBe("a,b\n,\n,");
  expect(toCsv(tableOfTexts(["A"], [""], ["x"], [""]))).toBe('a\n""\nx\n""');
});

test("the name of a field is unchanged", () => {
  expect(toCsv({ columns: [{ title: "createdAt", isName: true }, { title: "A" }], rows: [] })).toBe(
    "createdAt,a",
  );
});

import { expect, test } from "vitest";
import { tableOf, toTsv } from "../../../src/output/delimited.js";
import { tableOfTexts } from "./cells.js";

test("one line per row, tabs between values, no header", () => {
  expect(toTsv(tableOfTexts(["A", "B"], ["1", "2"], ["3", ""]))).toBe("1\t2\n3\t");
});

test("times and documents are exact, for programs", () => {
  const row = [{ time: "2026-11-23T12:00:00.000Z" }, { json: { by: "ci" } }, "none" as const];
  expect(toTsv({ columns: [{ title: "A" }, { title: "B" }, { title: "C" }], rows: [row] })).toBe(
    '2026-11-23T12:00:00.000Z\t{"by":"ci"}\t',
  );
});

test("a value can neither end its line or column, nor control a terminal", () => {
  expect(toTsv(tableOfTexts(["A", "B"], ["a\tb", "c\r\nd\u001b[31m\u0000"], ["\t", "x"]))).toBe(
    "a b\tc d\n \tx",
  );
});

test("no rows give an empty text", () => {
  expect(toTsv(tableOfTexts(["A"]))).toBe("");
});

test("a program gets the table of a view, or its fields as label and value", () => {
  const table = tableOfTexts(["A"], ["1"]);
  const fields = [
    { label: "name", value: { text: "x" } },
    { label: "none", value: "none" as const },
  ];
  expect(tableOf({ table, fields, title: ["not this"] })).toBe(table);
  expect(toTsv(tableOf({ fields }))).toBe("name\tx\nnone\t");
  expect(toTsv(tableOf({ footer: fields }))).toBe("");
});

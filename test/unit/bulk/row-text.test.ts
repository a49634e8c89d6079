import { expect, test } from "vitest";
import type { RowLayout } from "../../../src/bulk/read-rows.js";
import { createRowText } from "../../../src/bulk/run-files.js";

const layout = (changes: Partial<RowLayout>): RowLayout => ({
  format: "csv",
  header: undefined,
  lineEnd: "\n",
  ...changes,
});

const written = (of: RowLayout, ...rows: readonly string[]): string => {
  const { add, end } = createRowText(of);
  return rows.map(add).join("") + end();
};

test.each([
  ["csv", { header: "a,b" }, "a,b\n1,2\n3,4\n", "a,b\n"],
  ["tsv", { header: "a\tb", lineEnd: "\r\n" }, "a\tb\r\n1,2\r\n3,4\r\n", "a\tb\r\n"],
  ["ndjson", {}, "1,2\n3,4\n", ""],
  ["json", {}, "[1,2,\n3,4]\n", "[]\n"],
] as const)("rows of %s are written as they were", (format, changes, text, empty) => {
  const of = layout({ format, ...changes });
  expect(written(of, "1,2", "3,4")).toBe(text);
  expect(written(of)).toBe(empty);
});

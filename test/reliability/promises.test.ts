import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { sourceFiles } from "../support/source-files.js";
import { rowStart } from "./page.js";
import { PROMISES } from "./promises.js";

const ROOT = path.resolve(import.meta.dirname, "../..");
const textOf = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

test.each(PROMISES)("“$id” is tested where the list says so", ({ id, files }) => {
  expect(files).not.toEqual([]);
  for (const file of files) {
    expect(existsSync(path.join(ROOT, file)), file).toBe(true);
    expect(textOf(file), file).toContain(`"${id}"`);
  }
});

test("docs/reliability.md has a row with a figure for each promise, and no other", () => {
  // The last section is the bench's, with a table of its own.
  const [promises = ""] = textOf("docs/reliability.md").split("\n## Bounded by design");
  const rows = promises
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (?:guarantee|---) /.test(line));
  const starts = rows.map((row) => row.replace(/[^|]*[1-9][^|]* \|$/, " ").replace(/ +$/, " "));
  expect(starts).toEqual(PROMISES.map(rowStart));
});

test("no promise is made twice", () => {
  expect(new Set(PROMISES.map(({ id }) => id)).size).toBe(PROMISES.length);
});

test("every figure that a test records is of a promise", () => {
  const named = sourceFiles("test").flatMap(({ text }) =>
    [...text.matchAll(/(?:recordFigure|keeps)\(\s*"([^"]+)"/g)].map(([, id]) => id),
  );
  const known = new Set(PROMISES.map(({ id }) => id));
  expect(named.filter((id) => !known.has(id ?? ""))).toEqual([]);
});

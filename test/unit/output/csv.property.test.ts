import fc from "fast-check";
import { expect, test } from "vitest";
import { programText } from "../../../src/output/cell-text.js";
import { toCsv } from "../../../src/output/csv.js";
import { table } from "./cells.js";

/** A plain RFC 4180 reader: any line break outside quotation marks ends a record. */
const readCsv = (text: string): string[][] => {
  const VALUE = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/gy;
  const records: string[][] = [[]];
  for (const [, quoted, bare = "", end] of text.matchAll(VALUE)) {
    records.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === "") return records;
    if (end !== ",") records.push([]);
  }
  throw new Error(`not CSV: ${JSON.stringify(text)}`);
};

test("a plain reader gets every value back, byte by byte", () => {
  fc.assert(
    fc.property(table, (of) => {
      expect(readCsv(toCsv(of))).toEqual([
        of.columns.map(({ title }) => title.toLowerCase()),
        ...of.rows.map((row) => row.map(programText)),
      ]);
    }),
    { numRuns: 1_000 },
  );
});

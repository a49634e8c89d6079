import fc from "fast-check";
import { expect, test } from "vitest";
import { toTsv } from "../../../src/output/delimited.js";
import { table } from "./cells.js";

test("for any values, lines are rows and tabs separate columns", () => {
  fc.assert(
    fc.property(table, (of) => {
      fc.pre(of.rows.length > 0);
      expect(
        toTsv(of)
          .split("\n")
          .map((line) => line.split("\t").length),
      ).toEqual(of.rows.map((row) => row.length));
    }),
    { numRuns: 1_000 },
  );
});

import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { personText } from "../../../src/output/cell-text.js";
import { createChalkStyle } from "../../../src/output/chalk-style.js";
import { plainStyle } from "../../../src/output/style.js";
import { renderTerminal } from "../../../src/output/terminal.js";
import type { Table } from "../../../src/output/view.js";
import { NOW, table } from "./cells.js";

const RUNS = { numRuns: 500 };
const width = fc.integer({ min: 0, max: 120 });
const draw = (of: Table, columns: number, style = plainStyle): string =>
  renderTerminal({ table: of }, { width: columns, now: NOW, style });

/** The first column holds the IDs; the last one a reason. */
const withIds = ({ columns, rows }: Table): Table => ({
  columns: columns.map((column, at) => ({
    ...column,
    isId: at === 0,
    isDroppable: at === 1,
    isCutLast: at > 1 && at === columns.length - 1,
  })),
  rows,
});

/** A table has one line per row and a header; cards have one line per value. */
const isDrawnAsTable = (of: Table, lines: readonly string[]): boolean =>
  lines[0]?.trimStart().startsWith(of.columns[0]?.title ?? "") === true;

test("no line of a table is wider than the terminal, and it is one wherever the IDs fit", () => {
  fc.assert(
    fc.property(table.map(withIds), width, (of, columns) => {
      fc.pre(of.rows.length > 0 && of.columns[0]?.optional === false);
      const lines = draw(of, columns).split("\n");
      const ids = of.rows.map((row) => personText(row[0] ?? "none", NOW));
      const widest = Math.max(...[of.columns[0]?.title ?? "", ...ids].map((text) => stringWidth(text)));
      if (isDrawnAsTable(of, lines)) {
        expect(lines).toHaveLength(of.rows.length + 1);
        expect(lines.filter((line) => stringWidth(line) > columns)).toEqual([]);
      } else {
        expect(widest + 2).toBeGreaterThan(columns);
      }
    }),
    RUNS,
  );
});

test("every ID is complete, however narrow the terminal", () => {
  fc.assert(
    fc.property(table.map(withIds), width, (of, columns) => {
      const text = draw(of, columns);
      const missing = of.rows
        .map((row) => personText(row[0] ?? "none", NOW).trim())
        .filter((value) => value !== "–" && !text.includes(value));
      expect(missing).toEqual([]);
    }),
    RUNS,
  );
});

const isControl = (code: number) => (code < 0x20 && code !== 0x0a) || (code >= 0x7f && code <= 0x9f);

test("control characters are written only for colour", () => {
  const style = createChalkStyle(3);
  fc.assert(
    fc.property(table, width, (of, columns) => {
      for (const text of [draw(of, columns), draw(of, columns, style).replace(/\u001b\[\d+m/g, "")]) {
        expect(Array.from(text, (letter) => letter.codePointAt(0) ?? 0).filter(isControl)).toEqual([]);
      }
    }),
    RUNS,
  );
});

test("colour changes neither text nor columns", () => {
  const style = createChalkStyle(1);
  fc.assert(
    fc.property(table, width, (of, columns) => {
      const bare = draw(of, columns, style).replace(/\u001b\[\d+m/g, "");
      expect(bare.split("\n").map((line) => line.trimEnd())).toEqual(draw(of, columns).split("\n"));
    }),
    RUNS,
  );
});

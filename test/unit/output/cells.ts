import fc from "fast-check";
import type { Cell, Table } from "../../../src/output/view.js";
import { jsonValue } from "../model/json-arbitrary.js";

export const NOW = Date.parse("2026-11-23T12:00:00.000Z");

/** A table of plain texts; an empty text is an empty cell. */
export const tableOfTexts = (titles: readonly string[], ...rows: readonly (readonly string[])[]): Table => ({
  columns: titles.map((title) => ({ title })),
  rows: rows.map((row) => row.map((text): Cell => (text === "" ? "none" : { text }))),
});

/** Untrusted text: any script, wide and combining characters, line breaks and control bytes. */
const tenantText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc
    .array(
      fc.constantFrom("日本", "👩‍👩‍👧‍👦", "שלום", "e\u0301", "\t", "\n", "\r\n", "\u001b[31m", '"', ",", " "),
      { maxLength: 8 },
    )
    .map((parts) => parts.join("")),
);

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant("none" as const),
  tenantText.map((text) => ({ text })),
  fc.record({ text: tenantText, tone: fc.constantFrom("pressed", "pending", "error", "muted", "strong") }),
  fc.date({ noInvalidDate: true }).map((date) => ({ time: date.toISOString() })),
  tenantText.map((time) => ({ time })),
  jsonValue.map((json) => ({ json })),
);

/** Tables of one to five columns, every row as long as the header. */
export const table: fc.Arbitrary<Table> = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.record({
    columns: fc.array(fc.record({ title: fc.stringMatching(/^[A-Z]{1,8}$/), optional: fc.boolean() }), {
      minLength: width,
      maxLength: width,
    }),
    rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }),
  }),
);

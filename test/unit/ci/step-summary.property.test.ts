import fc from "fast-check";
import { Parser } from "htmlparser2";
import { expect, test } from "vitest";
import { textSummary, viewSummary } from "../../../src/ci/step-summary.js";
import { sanitizeLine } from "../../../src/output/sanitize.js";
import type { View } from "../../../src/output/view.js";

/** Each element's name and text, as a browser parses the page. */
const elementsOf = (html: string): { name: string; text: string }[] => {
  const open: { name: string; text: string }[] = [];
  const all: { name: string; text: string }[] = [];
  const parser = new Parser({
    onopentagname: (name) => {
      const element = { name, text: "" };
      open.push(element);
      all.push(element);
    },
    ontext: (text) => {
      for (const element of open) element.text += text;
    },
    onclosetag: () => void open.pop(),
  });
  parser.end(html);
  return all;
};

const hostile = fc
  .array(
    fc.constantFrom(
      "</pre>",
      "</code>",
      "<script>",
      "<img src=x>",
      "![i](http://x)",
      "[a](b)",
      "`",
      "|",
      "@someone",
      "&lt;",
      "&",
      "\n\n",
      "# h",
      '"',
      "'",
      " x ",
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));
const text = fc.oneof(hostile, fc.string({ unit: "grapheme" }));

const screenOf = (cells: readonly string[][], line: string): View => ({
  headline: { level: "done", text: line, context: line },
  title: [line],
  table: {
    columns: [{ title: "BUTTON" }, { title: "LABEL" }],
    rows: cells.map((row) => row.map((cell) => ({ text: cell }))),
  },
  footer: [{ label: "workflow", value: { text: line } }],
  warnings: [line],
});

test("untrusted text stays text: no further elements, and every cell unchanged", () => {
  const rows = fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(rows, text, (cells, line) => {
      const elements = elementsOf(viewSummary(screenOf(cells, line)));
      expect(elements.filter(({ name }) => !KNOWN_ELEMENTS.has(name))).toEqual([]);
      expect(elements.filter(({ name }) => name === "td").map((element) => element.text)).toEqual(
        cells.flat().map((cell) => (cell === "" ? "" : sanitizeLine(cell))),
      );
      expect(elements.filter(({ name }) => name === "pre")).toHaveLength(1);
    }),
    { numRuns: 1_000 },
  );
});

const KNOWN_ELEMENTS = new Set(["pre", "table", "tr", "th", "td", "code"]);

test("no line is read as Markdown: each is inside one block of HTML", () => {
  fc.assert(
    fc.property(text, (line) => {
      const blocks = viewSummary(screenOf([[line, line]], line)).split("\n\n");
      for (const block of blocks.filter((each) => each.trim() !== ""))
        expect(block.trim()).toMatch(/^(?:<pre>[^<]*<\/pre>|<table>[^\n]*<\/table>)$/);
    }),
    { numRuns: 1_000 },
  );
});

test("a text keeps its lines", () => {
  const [element] = elementsOf(textSummary("error: <b>\n  try: x & y\u001b[31m"));
  expect(element).toEqual({ name: "pre", text: "error: <b>\n  try: x & y" });
});

test("a long table is cut and says so; long cells and texts are cut", () => {
  const long = viewSummary(screenOf(Array(10_000).fill(["a".repeat(2_000), "<".repeat(200_000)]), "x"));
  expect(Buffer.byteLength(long)).toBeLessThan(70_000);
  const shown = long.match(/<tr><td>/g)?.length ?? 0;
  expect(shown).toBeGreaterThan(10);
  expect(long).toContain(`<td colspan="2">and ${10_000 - shown} more</td>`);
  expect(long).toContain(`${"a".repeat(500)}…`);
  expect(textSummary("x".repeat(1_000_000)).length).toBeLessThan(20_000);
});

test("an empty optional column is left out", () => {
  const columns = [{ title: "BUTTON" }, { title: "RESULT TEXT", optional: true }];
  const withText = (result: string) =>
    viewSummary({ table: { columns, rows: [[{ text: "primary" }, { text: result }]] } });
  expect(withText("")).not.toContain("RESULT TEXT");
  expect(withText("x")).toContain("<th>RESULT TEXT</th>");
});

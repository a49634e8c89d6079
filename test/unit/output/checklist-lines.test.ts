import { expect, test } from "vitest";
import { plainStyle } from "../../../src/output/style.js";
import { checklistLines } from "../../../src/output/terminal.js";
import type { Checklist } from "../../../src/output/view.js";
import { asPasteable } from "../../support/pasted.js";

const LISTS: readonly Checklist[] = [
  {
    title: "ONE",
    items: [
      { tone: "good", label: "a", text: "fine", notes: [] },
      {
        tone: "bad",
        label: "longer",
        text: "this did not go so well at all, alas",
        notes: [
          { command: asPasteable("chmod 600 /a/rather/long/path/to/a/file"), when: "to hide it" },
          { text: "or leave it as it is for now" },
        ],
      },
    ],
  },
  { title: "TWO", items: [{ tone: "muted", label: "b", text: "evil\u001b[2J\nline", notes: [] }] },
];

test("symbols, a column of labels, wrapped texts, unwrapped commands, sanitized words", () => {
  expect(checklistLines(LISTS, 34, plainStyle)).toEqual([
    "ONE",
    "✔ a       fine",
    "✖ longer  this did not go so well",
    "          at all, alas",
    "          try: chmod 600 /a/rather/long/path/to/a/file   (to hide it)",
    "          or leave it as it is for",
    "          now",
    "",
    "TWO",
    "· b       evil line",
  ]);
});

test("a terminal too narrow for the labels still gets lines of several words", () => {
  expect(Math.max(...checklistLines(LISTS, 5, plainStyle).map((line) => line.length))).toBeLessThan(75);
});

import { expect, test } from "vitest";
import { personText, programText, toneOf } from "../../../src/output/cell-text.js";
import type { Cell } from "../../../src/output/view.js";
import { NOW } from "./cells.js";

test.each<[string, Cell, string, string]>([
  ["a text", { text: "a\tb\u001b[31m\nc" }, "a\tb\u001b[31m\nc", "a b c"],
  ["a time", { time: "2026-11-23T11:57:00.000Z" }, "2026-11-23T11:57:00.000Z", "3 minutes ago"],
  ["a time that is none", { time: "so\u0007on" }, "so\u0007on", "soon"],
  [
    "a document",
    { json: { by: "ci", at: [1, null] } },
    '{"by":"ci","at":[1,null]}',
    '{"by":"ci","at":[1,null]}',
  ],
  ["a document with C1 controls", { json: "\u009b31mx" }, '"\u009b31mx"', '"x"'],
  ["a document that is nothing", { json: null }, "null", "null"],
  ["lines, in a place for one", { block: "a\u001b[31m\nb" }, "a\u001b[31m\nb", "a b"],
  ["nothing", "none", "", "–"],
])("%s for a program and for a person", (_what, cell, program, person) => {
  expect([programText(cell), personText(cell, NOW)]).toEqual([program, person]);
});

test("an empty cell is muted, a text can have a tone, other cells have none", () => {
  expect([
    toneOf("none"),
    toneOf({ text: "x", tone: "error" }),
    toneOf({ text: "x" }),
    toneOf({ json: 1 }),
  ]).toEqual(["muted", "error", undefined, undefined]);
});

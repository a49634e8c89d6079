import { expect, test } from "vitest";
import { plainStyle } from "../../../src/output/style.js";
import { renderTerminal } from "../../../src/output/terminal.js";
import type { View } from "../../../src/output/view.js";
import { workUnits } from "../../support/work-units.js";
import { NOW, tableOfTexts } from "./cells.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const draw = (screen: View, width = 80, style = plainStyle): string[] =>
  renderTerminal(screen, { width, now: NOW, style }).split("\n");

const BUTTONS = tableOfTexts(
  ["BUTTON", "LABEL", "STATE"],
  ["primary", "Approve", "done"],
  ["secondary", "Reject", ""],
);

test("a table has aligned columns, two spaces apart, and no blanks at the ends of lines", () => {
  expect(draw({ table: BUTTONS })).toEqual([
    "  BUTTON     LABEL    STATE",
    "  primary    Approve  done",
    "  secondary  Reject   –",
  ]);
});

test("a table that just fits is whole; one column narrower, its widest texts are cut", () => {
  expect(draw({ table: BUTTONS }, 27)).toHaveLength(3);
  expect(draw({ table: BUTTONS }, 26)).toEqual([
    "  BUTTON    LABEL    STATE",
    "  primary   Approve  done",
    "  seconda…  Reject   –",
  ]);
});

test("one item that would have to be cut is a line per value", () => {
  expect(draw({ table: { ...BUTTONS, isOneItem: true } }, 27)).toHaveLength(3);
  expect(draw({ table: { ...BUTTONS, isOneItem: true } }, 26)).toEqual([
    "  button  primary",
    "  label   Approve",
    "  state   done",
    "",
    "  button  secondary",
    "  label   Reject",
    "  state   –",
  ]);
});

test("an ID is never cut; where it does not fit, there is a line per value", () => {
  const label = "A rather long label that no narrow terminal can hold";
  const texts = tableOfTexts(["ID", "LABEL"], [ID, label]);
  const table = { ...texts, columns: [{ title: "ID", isId: true }, { title: "LABEL" }] };
  expect(draw({ table }, 2 + ID.length)).toEqual(["  ID", `  ${ID}`]);
  expect(draw({ table }, 1 + ID.length)).toEqual([`  id     ${ID}`, `  label  ${label}`]);
});

test("wide, combining and right-to-left characters keep the columns aligned", () => {
  const table = tableOfTexts(
    ["BUTTON", "LABEL", "STATE"],
    ["primary", "承認する", "done"],
    ["secondary", "👍🏽 ok", ""],
    ["third", "אשר", "x"],
    ["fourth", "e\u0301e", "y"],
  );
  expect(draw({ table })).toEqual([
    "  BUTTON     LABEL     STATE",
    "  primary    承認する  done",
    "  secondary  👍🏽 ok     –",
    "  third      אשר       x",
    "  fourth     e\u0301e        y",
  ]);
});

test("an optional column is left out only if it is empty in every row", () => {
  const columns = [{ title: "A" }, { title: "B", optional: true }];
  const rows = [["x", "none"] as const].map(([a, b]) => [{ text: a }, b]);
  expect(draw({ table: { columns, rows } })).toEqual(["  A", "  x"]);
  expect(draw({ table: { columns, rows: [...rows, [{ text: "y" }, { text: "z" }]] } })).toEqual([
    "  A  B",
    "  x  –",
    "  y  z",
  ]);
});

test("a table without rows has no header", () => {
  expect(draw({ title: ["Nothing yet"], table: tableOfTexts(["A"]) })).toEqual(["  Nothing yet"]);
});

test("title, table, fields and footer are below each other", () => {
  const screen: View = {
    title: ["Deploy 4.2 to production?", `message ${ID} for alice`],
    table: tableOfTexts(["BUTTON"], ["primary"]),
    fields: [
      { label: "name", value: { text: "x" } },
      { label: "api url", value: "none" },
    ],
    footer: [
      { label: "workflow", value: { text: "deploy" } },
      { label: "", value: { text: "not read" } },
      { label: "created", value: { time: "2026-11-23T11:57:00.000Z" } },
    ],
  };
  expect(draw(screen)).toEqual([
    "  Deploy 4.2 to production?",
    `  message ${ID} for alice`,
    "  BUTTON",
    "  primary",
    "  name     x",
    "  api url  –",
    "  workflow deploy · not read · created 3 minutes ago",
  ]);
});

test("a footer is wrapped between fields", () => {
  const footer = ["one", "two", "three"].map((label) => ({ label, value: { text: "x".repeat(8) } }));
  expect(draw({ footer }, 30)).toEqual(["  one xxxxxxxx · two xxxxxxxx", "  three xxxxxxxx"]);
});

test("control characters are removed everywhere", () => {
  const evil = "a\u001b[31m\u001b]0;owned\u0007\nb";
  const screen: View = {
    title: [evil],
    table: tableOfTexts(["X"], [evil]),
    fields: [{ label: "f", value: { text: evil } }],
    footer: [{ label: "g", value: { text: evil } }],
  };
  expect(draw(screen)).toEqual(["  a b", "  X", "  a b", "  f  a b", "  g a b"]);
});

test("colour comes only from the style, and does not change the columns", () => {
  const style = (text: string, tone: string | undefined) =>
    tone === undefined ? text : `\u001b[${tone.length}m${text}\u001b[0m`;
  const table = {
    columns: [{ title: "A" }, { title: "B" }],
    rows: [[{ text: "x", tone: "pressed" as const }, "none" as const]],
  };
  const expected = "\u001b[5mA\u001b[0m  \u001b[5mB\u001b[0m|\u001b[7mx\u001b[0m  \u001b[5m–\u001b[0m";
  expect(
    draw({ table }, 80, style)
      .map((line) => line.trim())
      .join("|"),
  ).toBe(expected);
  expect(draw({ table }).join("|")).toBe("  A  B|  x  –");
});

test("a text is printed unchanged", () => {
  expect(draw({ text: "  as\n it is", title: ["not this"] })).toEqual(["  as", " it is"]);
});

test("an empty view is an empty text", () => {
  expect(renderTerminal({}, { width: 80, now: NOW, style: plainStyle })).toBe("");
});

test("a value far longer than the terminal is cut, in linear time", async () => {
  const long = "承".repeat(200_000);
  let lines: readonly string[] = [];
  const work = () => {
    lines = renderTerminal(
      { table: tableOfTexts(["ID", "LABEL"], ["1", long]) },
      { width: 100, now: NOW, style: plainStyle },
    ).split("\n");
  };
  expect(await workUnits(work)).toBeLessThan(500);
  expect(lines).toEqual(["  ID  LABEL", `  1   ${"承".repeat(46)}…`]);
});

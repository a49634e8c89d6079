import { expect, test } from "vitest";
import { plainStyle } from "../../../src/output/style.js";
import { renderTerminal } from "../../../src/output/terminal.js";
import type { Table } from "../../../src/output/view.js";
import { NOW } from "./cells.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const TITLE = "A rather long title that a narrow terminal cannot hold";
const draw = (title: string, width: number): string[] =>
  renderTerminal(
    {
      table: {
        columns: [{ title: "ID", isId: true }, { title: "TITLE" }, { title: "STATE" }],
        rows: [[{ text: ID }, { text: title, tone: "strong" }, { text: "done" }]],
      },
    },
    { width, now: NOW, style: plainStyle },
  ).split("\n");

test("a shrinking text is cut to the terminal's width, and no ID with it", () => {
  expect(draw(TITLE, 70)).toEqual([
    "  ID                        TITLE                               STATE",
    `  ${ID}  A rather long title that a narrow…  done`,
  ]);
  for (const line of draw(TITLE, 70)) expect(line.length).toBeLessThanOrEqual(70);
});

test("with enough room nothing is cut, and with too little columns are left out, IDs last", () => {
  expect(draw(TITLE, 89)[1]).toContain(TITLE);
  expect(draw(TITLE, 88)[1]).toContain("…");
  expect(draw(TITLE, 45)[1]).toBe(`  ${ID}  A rather…  done`);
  expect(draw(TITLE, 34)).toEqual(["  ID                        TITLE", `  ${ID}  A rat…`]);
  expect(draw(TITLE, 26)).toEqual(["  ID", `  ${ID}`]);
  expect(draw(TITLE, 25)).toEqual([`  id     ${ID}`, `  title  ${TITLE}`, "  state  done"]);
});

test("the reason is cut last: others are cut and left out before it", () => {
  const table: Table = {
    columns: [
      { title: "ID", isId: true },
      { title: "RESULT" },
      { title: "CODE", isDroppable: true },
      { title: "HTTP", isDroppable: true },
      { title: "WHY", isCutLast: true },
    ],
    rows: [[{ text: "m1" }, { text: "failed" }, { text: "E_NOT_FOUND" }, { text: "404" }, { text: TITLE }]],
  };
  const lines = (width: number) =>
    renderTerminal({ table }, { width, now: NOW, style: plainStyle }).split("\n");
  expect(lines(87)[1]).toBe(`  m1  failed  E_NOT_FOUND  404   ${TITLE}`);
  expect(lines(86)[1]).toBe(`  m1  failed  E_NOT_FOUND  ${TITLE}`);
  expect(lines(79)[1]).toBe(`  m1  failed  ${TITLE}`);
  expect(lines(60)[1]).toBe("  m1  failed  A rather long title that a narrow terminal ca…");
});

test("control characters are removed before a text is measured", () => {
  expect(draw(`\u001b[31m${TITLE}\u001b[0m`, 70)).toEqual(draw(TITLE, 70));
});

const card = (block: string, width: number): string[] =>
  renderTerminal(
    {
      fields: [
        { label: "content", value: { block } },
        { label: "state", value: { text: "done" } },
      ],
    },
    { width, now: NOW, style: plainStyle },
  ).split("\n");

test("a text of several lines is beside its label, wrapped at the terminal's width", () => {
  expect(card("Deploy 4.2 to production?\n\n- api\n- web", 28)).toEqual([
    "  content  Deploy 4.2 to",
    "           production?",
    "",
    "           - api",
    "           - web",
    "  state    done",
  ]);
});

test("such a text cannot control the terminal", () => {
  expect(card("a\u001b[2Jb\u0007\r\nc\u202ed", 80)).toEqual([
    "  content  ab",
    "           cd",
    "  state    done",
  ]);
});

test("a yielding column is left out only if the table would not fit otherwise", () => {
  const table: Table = {
    columns: [{ title: "ID", isId: true }, { title: "WORKFLOW", isDroppable: true }, { title: "STATE" }],
    rows: [[{ text: "m1" }, { text: "deploy-approval-eu" }, { text: "done" }]],
  };
  const lines = (width: number) =>
    renderTerminal({ table }, { width, now: NOW, style: plainStyle }).split("\n");
  expect(lines(31)).toEqual(["  ID  WORKFLOW            STATE", "  m1  deploy-approval-eu  done"]);
  expect(lines(29)).toEqual(["  ID  WORKFLOW          STATE", "  m1  deploy-approval…  done"]);
  expect(lines(28)).toEqual(["  ID  STATE", "  m1  done"]);
});

import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { leavesOf } from "../../src/views/command-nodes.js";
import { programTree } from "../support/program-tree.js";
import { AT_THE_TERMINAL } from "./at-the-terminal.js";
import { COVERED_BLOCKS, COVERED_ELSEWHERE } from "./covered-elsewhere.js";
import { TYPED_BEFORE } from "./example-needs.js";
import { sectionsOf } from "./page.js";
import { PAGES, pageText } from "./pages.js";
import { jobIn } from "./run-workflow.js";
import { bare, statementsOf } from "./statements.js";

const blocks = PAGES.flatMap((page) =>
  sectionsOf(pageText(page)).flatMap((section) => section.blocks.map((block) => ({ page, ...block }))),
);

const steps = blocks
  .filter(({ language }) => language === "yaml")
  .flatMap(({ text }) => jobIn(text).steps.flatMap(({ run }) => (run === undefined ? [] : [{ text: run }])));

const typed = [
  ...steps,
  ...blocks.flatMap((block) => (block.kind === "shell" ? statementsOf(block.text, block.line) : [])),
  ...leavesOf(programTree()).flatMap(({ examples }) => examples.flatMap((example) => statementsOf(example))),
].map(bare);

test("every line that the tables name is in the docs, and in one table only", () => {
  const named = [...AT_THE_TERMINAL, ...COVERED_ELSEWHERE].map(({ line }) => line);
  expect([...named, ...Object.keys(TYPED_BEFORE)].filter((line) => !typed.includes(line))).toEqual([]);
  expect(named).toEqual([...new Set(named)]);
});

test("what is said to cover a line is there", () => {
  const named = [...COVERED_ELSEWHERE, ...COVERED_BLOCKS].map(({ by }) => by);
  expect(named.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)))).toEqual([]);
});

test("every block is typed, saved, printed, or run by a test of its own", () => {
  const others = blocks
    .filter(({ kind }) => kind === "other")
    .map(({ page, language }) => `${page}: ${language}`);
  expect([...new Set(others)].sort()).toEqual(COVERED_BLOCKS.map(({ block }) => block).sort());
});

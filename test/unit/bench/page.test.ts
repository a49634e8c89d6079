import { expect, test } from "vitest";
import { benchModule } from "./bench-module.js";

const { performancePage } = await benchModule("page.mjs");
const { tableText } = await benchModule("table.mjs");

const START_UP = {
  title: "Start-up, Node 22",
  unit: "ms",
  isRatio: true,
  values: { "an empty script": 24, "novu-msg --version": 27, "novu-msg --help": 36 },
};
const SIZE = { title: "Size", unit: "", isRatio: false, values: { "packages installed": 3 } };

const page = performancePage({
  machine: { date: "2026-01-02", processors: "2 × Some CPU" },
  parts: [START_UP, SIZE],
  measured: { "start-up 22": START_UP.values },
  notes: "Why it is so.\n",
});

test("the page says what it was measured on, and what there is to say of it", () => {
  expect(page).toContain("| date | 2026-01-02 |");
  expect(page).toContain("| processors | 2 × Some CPU |");
  expect(page).toContain("\nWhy it is so.\n");
});

test("every figure is on the page: reached, not reached, or not measured", () => {
  expect(page).toContain("| `--version`, Node 22, over an empty script | at most 1.25 | 1.13 | yes |");
  expect(page).toContain("| `--help`, Node 22, over an empty script | at most 1.25 | 1.50 | **no** |");
  expect(page).toContain("| `--help`, Node 20, over an empty script | at most 1.25 | not measured | – |");
});

test("each part has a table, with ratios to its first row", () => {
  expect(page).toContain("## Start-up, Node 22\n\n| what | ms | × the first |");
  expect(page).toContain("| an empty script | 24 | 1.00 |");
  expect(page).toContain("| novu-msg --help | 36 | 1.50 |");
  expect(page).toContain("## Size\n\n| what |  |\n| --- | --: |\n| packages installed | 3 |");
});

test("a terminal gets one table", () => {
  expect(tableText([START_UP, SIZE]).split("\n")).toEqual([
    "Start-up, Node 22  an empty script     24  ms  × 1.00",
    "Start-up, Node 22  novu-msg --version  27  ms  × 1.13",
    "Start-up, Node 22  novu-msg --help     36  ms  × 1.50",
    "Size               packages installed  3",
  ]);
});

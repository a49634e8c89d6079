import { expect, test } from "vitest";
import { createChalkStyle } from "../../../src/output/chalk-style.js";
import { plainStyle } from "../../../src/output/style.js";

test.each([1, 2, 3] as const)("each tone has its look at level %i", (level) => {
  const style = createChalkStyle(level);
  expect(
    (["pressed", "pending", "error", "muted", "strong", undefined] as const).map((tone) => style("x", tone)),
  ).toEqual([
    "\u001b[32mx\u001b[39m",
    "\u001b[33mx\u001b[39m",
    "\u001b[31mx\u001b[39m",
    "\u001b[2mx\u001b[22m",
    "\u001b[1mx\u001b[22m",
    "x",
  ]);
});

test("without colour, text is text", () => {
  for (const style of [createChalkStyle(0), plainStyle]) {
    expect([style("x", "error"), style("x", undefined)]).toEqual(["x", "x"]);
  }
});

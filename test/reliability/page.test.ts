import { expect, test } from "vitest";
import { reliabilityPage, rowStart } from "./page.js";

const PROMISES = [
  { id: "a", says: "It holds | always.", files: ["test/x.test.ts", "test/y.test.ts"] },
  { id: "b", says: "So does this.", files: ["test/z.test.ts"] },
];
const line = (promise: string, figure: object) => `${JSON.stringify({ promise, figure })}\n`;

test("figures of one name are summed up, and each promise has its row", () => {
  const recorded = line("a", { runs: 1_000, faults: 2 }) + line("b", { runs: 9 }) + line("a", { runs: 234 });
  const { text, problems } = reliabilityPage(PROMISES, recorded);
  expect(problems).toEqual([]);
  expect(text.split("\n").slice(-3)).toEqual([
    "| It holds \\| always. | [x.test.ts](../test/x.test.ts), [y.test.ts](../test/y.test.ts) | 1,234 runs, 2 faults |",
    "| So does this. | [z.test.ts](../test/z.test.ts) | 9 runs |",
    "",
  ]);
  for (const promise of PROMISES) expect(text).toContain(`\n${rowStart(promise)}`);
});

test.each([
  ["nothing recorded", "", ["no figure for “a”", "no figure for “b”"]],
  ["nothing seen", line("a", { runs: 0 }) + line("b", {}), ["no figure for “a”", "no figure for “b”"]],
  [
    "a stranger",
    line("a", { runs: 1 }) + line("b", { runs: 1 }) + line("c", { runs: 1 }),
    ["no promise for the figure “c”"],
  ],
])("there is no page for %s", (_what, recorded, problems) => {
  expect(reliabilityPage(PROMISES, recorded).problems).toEqual(problems);
});

import { expect, test } from "vitest";
import { everyCommand, leftOutOf } from "../support/every-command.js";
import { run } from "../support/run-cli.js";
import { type RunLine, runEveryCommand } from "../support/run-every-command.js";

// A table whose IDs do not fit is shown as a block per item, which is harder to read. With ordinary data that should not
// happen at 80 columns.

/** A terminal of this width; what it shows is kept, by line. */
const terminal =
  (columns: number, shown: Map<string, string[]>): RunLine =>
  async (line, code, options) => {
    const { stdout, ...end } = await run(line.split(" "), {
      ...options,
      env: { ...options.env, NO_COLOR: "1" },
      terminals: ["stdout"],
      columns,
      // The widest of the ordinary times: “25 minutes ago”.
      now: () => Date.now() + 25 * 60_000,
    });
    expect(end.code, `${line}\n${end.stderr}`).toBe(code);
    shown.set(line, [...(shown.get(line) ?? []), stdout]);
  };

/** A block per item has its labels in lower case. */
const hasTable = (text: string): boolean => /^ {2}[A-Z]{2,}(?: {2,}[A-Z]|$)/m.test(text);

const commandOf = (line: string): string =>
  everyCommand.find(({ path }) => line === path || line.startsWith(`${path} `))?.path ?? "";

test("with ordinary data every table is a line per item at 80 columns", async () => {
  const [wide, narrow] = [new Map<string, string[]>(), new Map<string, string[]>()];
  await runEveryCommand("3.15", [terminal(1_000, wide), terminal(80, narrow)]);
  const tables = [...wide].filter(([, texts]) => texts.some(hasTable));
  const tooWide = tables.flatMap(([line, texts]) =>
    texts.filter(hasTable).length > (narrow.get(line) ?? []).filter(hasTable).length ? [commandOf(line)] : [],
  );
  const known = leftOutOf("test/commands/tables.test.ts");
  expect(
    tooWide.filter((command) => !known.includes(command)),
    "mark the IDs of their tables isId (src/output/view.ts): they have to fit 80 columns",
  ).toEqual([]);
  expect(
    known.filter((command) => !tooWide.includes(command)),
    "their tables fit now: take them out of LEFT_OUT of test/support/every-command.ts",
  ).toEqual([]);
  expect(tables.length).toBeGreaterThan(10);
});

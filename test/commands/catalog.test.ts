import { expect, test } from "vitest";
import { EXIT_CODES } from "../../src/failures/exit-codes.js";
import { FAILURE_CODES } from "../../src/failures/failure-codes.js";
import { VARIABLES } from "../../src/model/variables.js";
import { everyCommand } from "../support/every-command.js";
import { inputOf } from "../support/parse-only.js";
import { run } from "../support/run-cli.js";

test("commands and help take what they are given", async () => {
  expect(await inputOf(["commands"])).toEqual({ words: [] });
  expect(await inputOf(["commands", "action", "set"])).toEqual({ words: ["action", "set"] });
  expect(await inputOf(["help", "action", "set"])).toEqual({ words: ["action", "set"] });
  expect(await inputOf(["help"])).toEqual({ words: [] });
});

test("commands --json is the whole tool as data", async () => {
  const { code, stdout, stderr } = await run(["commands", "--json"]);
  expect([code, stderr]).toEqual([0, ""]);
  const catalog = JSON.parse(stdout);
  expect(catalog.commands.map(({ command }: { command: string }) => command)).toEqual(
    everyCommand.map(({ path }) => path),
  );
  expect(catalog.exitCodes).toEqual(EXIT_CODES);
  expect(catalog.variables).toEqual(VARIABLES);
  expect(catalog.failures.map(({ code: name }: { code: string }) => name)).toEqual(
    Object.keys(FAILURE_CODES),
  );
  expect(catalog.globalOptions.map(({ long }: { long: string }) => long)).toContain("--json");
});

test("commands prints a line per command", async () => {
  const { stdout } = await run(["commands"]);
  expect(stdout).toContain("action set\tPress a button for a subscriber, or take it back\n");
});

test("commands is a line per command at 80 columns too", async () => {
  const { stdout } = await run(["commands", "sandbox"], {
    terminals: ["stdout"],
    columns: 80,
    env: { NO_COLOR: "1" },
  });
  const lines = stdout.trimEnd().split("\n");
  expect(lines[0]).toBe("  COMMAND        WHAT IT DOES");
  expect(lines.slice(1).map((line) => line.trim().split(/ {2,}/)[0])).toEqual(
    everyCommand.map(({ path }) => path).filter((path) => path.startsWith("sandbox ")),
  );
});

test("help of a command is the same as its --help", async () => {
  const viaHelp = await run(["help", "action", "set"]);
  const viaFlag = await run(["action", "set", "--help"]);
  expect(viaHelp.stdout).toBe(viaFlag.stdout);
  expect((await run(["help"])).stdout).toBe((await run(["--help"])).stdout);
});

test("help on something unknown suggests what was meant", async () => {
  const { code, stderr } = await run(["help", "exit-code"]);
  expect(code).toBe(2);
  expect(stderr).toContain('there is no help on "exit-code". Did you mean "exit-codes"?');
});

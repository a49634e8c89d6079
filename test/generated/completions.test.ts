import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SHELL_SCRIPTS, SHELLS } from "../../src/completion/shell-script.js";
import { run } from "../support/run-cli.js";

test.each(SHELLS)("completions/ has what completion %s prints", async (shell) => {
  const { code, stdout, stderr } = await run(["completion", shell]);
  expect([code, stderr]).toEqual([0, ""]);
  const file = new URL(`../../completions/${SHELL_SCRIPTS[shell].fileName}`, import.meta.url);
  expect(stdout).toBe(readFileSync(file, "utf8"));
});

import { expect, test } from "vitest";
import { SHELL_SCRIPTS } from "../../src/completion/scripts/shell-script.js";
import { SHELLS } from "../../src/completion/shells.js";
import { run } from "../support/run-cli.js";

test.each(SHELLS)("completions/ has what completion %s prints", async (shell) => {
  const { code, stdout, stderr } = await run(["completion", shell]);
  expect([code, stderr]).toEqual([0, ""]);
  await expect(stdout).toMatchFileSnapshot(`../../completions/${SHELL_SCRIPTS[shell].fileName}`);
});

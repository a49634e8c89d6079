import { expect, test } from "vitest";
import { isProgramMissing } from "../support/missing-program.js";
import { COMPLETIONS, type ShellHome, useShellHome } from "../support/shell-home.js";
import { spawnCli } from "../support/spawn-cli.js";
import { openShell } from "../support/typed-shell.js";
import { LINES } from "./lines.js";

const OURS = `source '${COMPLETIONS}/novu-msg.fish'`;
const PROMPT = "function fish_prompt; echo -n 'ready''> '; end";

const fish = (home: ShellHome, words: readonly string[], ...setUp: readonly string[]) =>
  openShell(home, ["fish", ...words, "-i"], [...setUp, PROMPT]);

test.skipIf(isProgramMissing("fish"))("fish completes every line", async () => {
  const shell = await fish(useShellHome(), ["--no-config"], OURS);
  expect(await shell.wordsOf(LINES)).toEqual(LINES);
});

test.skipIf(isProgramMissing("fish"))("the installed file is found by a new fish", async () => {
  const home = useShellHome();
  const { code } = await spawnCli(["completion", "fish", "--install"], { env: { HOME: home.directory } });
  expect(code).toBe(0);
  const shell = await fish(home, []);
  await shell.tab("novu-msg action get user:4");
  expect(await shell.run()).toEqual(["action", "get", "user:42@example.com"]);
});

test.skipIf(isProgramMissing("fish"))("Tab lists the words and what they are about", async () => {
  const shell = await fish(useShellHome(), ["--no-config"], OURS);
  await shell.tab("novu-msg profile re");
  expect(shell.screen()).toMatch(/rename +\(Rename a profile\)/);
  expect(shell.screen()).toMatch(/remove +\(Remove a profile/);
});

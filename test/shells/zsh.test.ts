import { expect, test } from "vitest";
import { isProgramMissing } from "../support/missing-program.js";
import { COMPLETIONS, type ShellHome, useShellHome } from "../support/shell-home.js";
import { spawnCli } from "../support/spawn-cli.js";
import { openShell } from "../support/typed-shell.js";
import { LINES } from "./lines.js";

const COMPINIT = "autoload -Uz compinit; compinit -u -D";
const ON_FPATH = `fpath=('${COMPLETIONS}' $fpath)`;
const PROMPT = "PS1='ready''> '";

const zsh = (home: ShellHome, ...setUp: readonly string[]) =>
  openShell(home, ["zsh", "-f", "-i"], [...setUp, PROMPT]);

test.skipIf(isProgramMissing("zsh"))("zsh completes every line", async () => {
  const shell = await zsh(useShellHome(), ON_FPATH, COMPINIT);
  expect(await shell.wordsOf(LINES)).toEqual(LINES);
});

test.skipIf(isProgramMissing("zsh"))("the installed file works with the line that was told", async () => {
  const home = useShellHome();
  const argv = ["completion", "zsh", "--install", "--json"];
  const { code, stdout } = await spawnCli(argv, { env: { HOME: home.directory } });
  expect(code).toBe(0);
  const shell = await zsh(home, JSON.parse(stdout).line, COMPINIT);
  await shell.tab("novu-msg action get user:4");
  expect(await shell.run()).toEqual(["action", "get", "user:42@example.com"]);
});

test.skipIf(isProgramMissing("zsh"))(
  "it can be sourced too, and lists words with what they are about",
  async () => {
    const shell = await zsh(useShellHome(), COMPINIT, `source '${COMPLETIONS}/_novu-msg'`);
    await shell.tab("novu-msg profile re", 2);
    expect(shell.screen()).toMatch(/rename +-- Rename a profile/);
    expect(shell.screen()).toMatch(/remove +-- Remove a profile/);
  },
);

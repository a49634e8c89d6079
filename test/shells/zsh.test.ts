import path from "node:path";
import { expect, test } from "vitest";
import { lacks } from "../support/lacks.js";
import { COMPLETIONS, type ShellHome, useShellHome } from "../support/shell-home.js";
import { openShell } from "../support/typed-shell.js";
import { LINES } from "./lines.js";

const zsh = (home: ShellHome) =>
  openShell(
    home,
    ["zsh", "-f", "-i"],
    [`fpath=('${COMPLETIONS}' $fpath)`, "autoload -Uz compinit; compinit -u -D", "PS1='ready''> '"],
  );

test.skipIf(lacks("zsh")).each(LINES)("zsh completes %s", async (typed, words) => {
  const home = useShellHome();
  const shell = await zsh(home);
  await shell.tab(typed);
  expect(await shell.run()).toEqual(words);
});

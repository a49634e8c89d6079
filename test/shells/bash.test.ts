import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { lacks } from "../support/lacks.js";
import { COMPLETIONS, type ShellHome, useShellHome } from "../support/shell-home.js";
import { openShell } from "../support/typed-shell.js";
import { LINES } from "./lines.js";

const BASH_COMPLETION = "/usr/share/bash-completion/bash_completion";

const bash = (home: ShellHome, ...more: readonly string[]) =>
  openShell(
    home,
    ["bash", "--norc", "--noprofile", "-i"],
    [...more, `source '${path.join(COMPLETIONS, "novu-msg.bash")}'`, "PS1='ready''> '"],
  );

test.skipIf(lacks("bash")).each(LINES)("bash completes %s", async (typed, words) => {
  const home = useShellHome();
  const shell = await bash(home);
  await shell.tab(typed);
  expect(await shell.run()).toEqual(words);
});

import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isProgramMissing } from "../support/missing-program.js";
import { COMPLETIONS, type ShellHome, useShellHome } from "../support/shell-home.js";
import { spawnCli } from "../support/spawn-cli.js";
import { openShell } from "../support/typed-shell.js";
import { LINES } from "./lines.js";

const BASH_COMPLETION = "/usr/share/bash-completion/bash_completion";
const PROMPT = "PS1='ready''> '";

const bash = (home: ShellHome, ...setUp: readonly string[]) =>
  openShell(home, ["bash", "--norc", "--noprofile", "-i"], [...setUp, PROMPT]);

const ours = `source '${path.join(COMPLETIONS, "novu-msg.bash")}'`;

test.skipIf(isProgramMissing("bash"))("bash alone completes every line", async () => {
  const shell = await bash(useShellHome(), ours);
  expect(await shell.wordsOf(LINES)).toEqual(LINES);
});

const lacksBashCompletion =
  isProgramMissing("bash") || (process.env.CI !== "true" && !existsSync(BASH_COMPLETION));

test.skipIf(lacksBashCompletion)(
  "with bash-completion the installed file is found and completes the same",
  async () => {
    const home = useShellHome();
    const { code } = await spawnCli(["completion", "bash", "--install"], { env: { HOME: home.directory } });
    expect(code).toBe(0);
    const shell = await bash(home, `source ${BASH_COMPLETION}`);
    expect(await shell.wordsOf(LINES)).toEqual(LINES);
  },
);

test.skipIf(isProgramMissing("bash"))("a second Tab lists the words and what they are about", async () => {
  const shell = await bash(useShellHome(), ours);
  await shell.tab("novu-msg profile re", 2);
  expect(shell.screen()).toMatch(/rename +\(Rename a profile\)/);
  expect(shell.screen()).toMatch(/remove +\(Remove a profile/);
});

test.skipIf(isProgramMissing("bash"))("nothing on the line is run while it is completed", async () => {
  const home = useShellHome();
  const shell = await bash(home, ours);
  await shell.tab('novu-msg action get "$(touch pwned)" `touch pwned` $(touch pwned) --js');
  expect(existsSync(path.join(home.directory, "pwned"))).toBe(false);
  expect(shell.screen()).toContain("--json");
});

test.skipIf(isProgramMissing("bash"))(
  "sourcing it twice and asking in strict mode does no harm",
  async () => {
    const shell = await bash(useShellHome(), ours, ours, "set -u");
    await shell.tab("novu-msg profile li");
    expect(await shell.run()).toEqual(["profile", "list"]);
  },
);

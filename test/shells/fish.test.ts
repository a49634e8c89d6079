import path from "node:path";
import { expect, test } from "vitest";
import { lacks } from "../support/lacks.js";
import { COMPLETIONS, type ShellHome, useShellHome } from "../support/shell-home.js";
import { openShell } from "../support/typed-shell.js";
import { LINES } from "./lines.js";

const fish = (home: ShellHome) =>
  openShell(
    home,
    ["fish", "--no-config", "-i"],
    [`source '${path.join(COMPLETIONS, "novu-msg.fish")}'`, "function fish_prompt; echo 'ready''> '; end"],
  );

test.skipIf(lacks("fish")).each(LINES)("fish completes %s", async (typed, words) => {
  const home = useShellHome();
  const shell = await fish(home);
  await shell.tab(typed);
  expect(await shell.run()).toEqual(words);
});

import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { POWERSHELL_SCRIPT } from "../../src/completion/powershell-script.js";
import { COMPLETIONS, useShellHome } from "../support/shell-home.js";

/** The script without comments and without the insides of its strings, by PowerShell's rules of quoting. */
const code = (): string => {
  const pattern = /#[^\n]*|'(?:[^']|'')*'|"(?:[^"`]|`.|"")*"/g;
  return POWERSHELL_SCRIPT.replace(pattern, (text) => (text.startsWith("#") ? "" : text.charAt(0).repeat(2)));
};

test("brackets and quotes are balanced", () => {
  const open: string[] = [];
  const pairs: Readonly<Record<string, string>> = { "}": "{", ")": "(", "]": "[" };
  for (const char of code()) {
    if ("{([".includes(char)) open.push(char);
    if (char in pairs) expect(open.pop()).toBe(pairs[char]);
  }
  expect(open).toEqual([]);
  expect((code().match(/'/g) ?? []).length % 2).toBe(0);
  expect((code().match(/"/g) ?? []).length % 2).toBe(0);
  expect(POWERSHELL_SCRIPT).not.toMatch(/@['"]\s*$/m);
});

test("it is PowerShell and not another shell's language", () => {
  expect(POWERSHELL_SCRIPT).toContain(
    "Register-ArgumentCompleter -Native -CommandName 'novu-msg' -ScriptBlock {\n    param($wordToComplete, $commandAst, $cursorPosition)",
  );
  expect(code()).not.toMatch(
    /\[\[|\]\]|\bfi\b|\bthen\b|\bdone\b|\besac\b|\blocal\b|\$\{|&&|\|\||==|!=|\$\(\(|<</,
  );
  // What Windows PowerShell 5.1 does not know: chains, null-coalescing, the ternary operator.
  expect(code()).not.toMatch(/\?\?|\?\.|\s\?\s/);
});

const hasPwsh = spawnSync("pwsh", ["-v"]).error === undefined;

test.skipIf(!hasPwsh)("PowerShell completes every line", () => {
  const home = useShellHome();
  const script = `. '${path.join(COMPLETIONS, "novu-msg.ps1")}'
    foreach ($line in @('novu-msg act', 'novu-msg action set --status d', 'novu-msg action get user:4')) {
      (TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object { $_.CompletionText }
    }`;
  const { stdout } = spawnSync("pwsh", ["-NoProfile", "-Command", script], {
    encoding: "utf8",
    env: { ...home.env },
  });
  expect(stdout.trim().split(/\r?\n/)).toEqual(["action", "done", "user:42@example.com"]);
});

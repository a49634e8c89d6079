import { spawnSync } from "node:child_process";
import { closeSync, openSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { CommandLine, PasteableLine } from "../../src/processes/quote.js";
import { isProgramMissing } from "./missing-program.js";
import { useTempDir } from "./temp-dir.js";

/** A text of the test in place of a line that the program has quoted. */
export const asPasteable = (text: string): PasteableLine => text as PasteableLine;

/** A shell that lines are pasted into. */
export interface PasteShell {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Run before the lines: enables expansions that are off by default, or only on in interactive shells. */
  readonly setUp: string;
}

/** Shells with different expansions: history in bash and zsh, `=name`, `^`, `~` and `#` in zsh. */
export const PASTE_SHELLS: readonly PasteShell[] = [
  {
    name: "bash",
    command: ["bash", "--norc"],
    setUp: "set -o history; set -o histexpand; shopt -s extglob\n",
  },
  { name: "dash", command: ["dash"], setUp: "" },
  {
    name: "zsh",
    command: ["zsh", "-f", "-i"],
    setUp:
      "PS1=; PS2=; setopt bang_hist extended_glob ksh_glob magic_equal_subst brace_ccl rc_quotes glob_subst\n",
  },
  { name: "fish", command: ["fish", "--no-config"], setUp: "" },
];

/** dash has no --version, but exits immediately too. */
export const isMissing = ({ name }: PasteShell): boolean => isProgramMissing(name);

/** The stdout of a shell that reads these lines. */
export const paste = (
  { command: [file, ...words], setUp }: PasteShell,
  lines: readonly (CommandLine | string)[],
  {
    env = {},
    isTyped = true,
  }: { readonly env?: Readonly<Record<string, string>>; readonly isTyped?: boolean } = {},
): string => {
  // A file, because fish does not read a script from Node's kind of pipe.
  const script = path.join(useTempDir(), "lines");
  writeFileSync(script, `${isTyped ? setUp : ""}${lines.join("\n")}\n`);
  const stdin = openSync(script, "r");
  const { stdout, stderr, status } = spawnSync(file, words, {
    stdio: [stdin, "pipe", "pipe"],
    env: { PATH: process.env.PATH ?? "", HOME: "/nonexistent", LANG: "C.UTF-8", LC_ALL: "C.UTF-8", ...env },
    encoding: "utf8",
    maxBuffer: 2 ** 27,
  });
  closeSync(stdin);
  return status === 0 ? stdout : `${file} ended with ${status}: ${stderr.slice(0, 2_000)}`;
};

/** The first words that were changed, with their originals; all of them would be too many to read. */
export const changedWords = (words: readonly string[], output: string): readonly unknown[] => {
  const got = output.split("\0");
  const changed = words.flatMap((word, at) => (got[at] === word ? [] : [[word, got[at]?.slice(0, 500)]]));
  return [...changed, ...(got.length === words.length + 1 ? [] : [`${got.length - 1} words`])].slice(0, 3);
};

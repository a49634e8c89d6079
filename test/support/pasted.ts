import { spawnSync } from "node:child_process";
import { closeSync, openSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { CommandLine, PasteableLine } from "../../src/processes/quote.js";
import { lacks } from "./lacks.js";
import { useTempDir } from "./temp-dir.js";

/** A test's own text in the place of a line that the program has quoted. */
export const asLine = (text: string): PasteableLine => text as PasteableLine;

/** A shell that lines are pasted into. */
export interface PasteShell {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Typed before the lines of a person: turns on what the shell expands only then, or only when it is told to. */
  readonly setUp: string;
}

/** Each with what it expands that others don't: history in bash and zsh, `=name`, `^`, `~` and `#` in zsh. */
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

/** dash knows no --version, but ends at once all the same. */
export const isMissing = ({ name }: PasteShell): boolean => lacks(name);

/** What one shell that reads all these lines writes to stdout. */
export const paste = (
  { command: [file, ...words], setUp }: PasteShell,
  lines: readonly (CommandLine | string)[],
  {
    env = {},
    isTyped = true,
  }: { readonly env?: Readonly<Record<string, string>>; readonly isTyped?: boolean } = {},
): string => {
  // A file: fish does not read a script from the kind of pipe that Node makes.
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

/** The first words that came out otherwise, with what they were: all of them would be too much to read. */
export const changedWords = (words: readonly string[], output: string): readonly unknown[] => {
  const got = output.split("\0");
  const changed = words.flatMap((word, at) => (got[at] === word ? [] : [[word, got[at]?.slice(0, 500)]]));
  return [...changed, ...(got.length === words.length + 1 ? [] : [`${got.length - 1} words`])].slice(0, 3);
};

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { quoteLine, shellText } from "../../src/processes/quote.js";
import { changedWords, isMissing, PASTE_SHELLS, type PasteShell, paste } from "../support/pasted.js";
import { run } from "../support/run-cli.js";
import { useTempDir } from "../support/temp-dir.js";

const WORDS = 1_000;

/** What some shell takes for more than itself, alone and in company. */
const PIECES = [
  ..."'\"\\$`!*?[]{}()<>|&;#~=%^-+@,:/. \t\n\r",
  "\\'",
  "\\\\",
  "'\\",
  "!!",
  "!x",
  "\\!",
  "$(id)",
  "`id`",
  "$HOME",
  "~root",
  "==ls",
  "=ls",
  "%self",
  "{a,b}",
  "{1..3}",
  "[a-z]",
  "^a^b",
  "<(id)",
  "&&id",
  "\u001b[A",
  "\u0007",
  "\u007f",
  "é",
  "日",
  "😀",
  "\u202e",
  "\u200b",
  "\u00a0",
  "’",
  "\uf6f0",
  "\ufdd0",
  "a",
  "if",
  "0",
];

const hostileWord = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom(...PIECES), maxLength: 8 }) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: "binary" }).map((text) => text.toWellFormed().replaceAll("\0", "")),
  },
);

const present = PASTE_SHELLS.map((shell) => [shell.name, shell] as const);

const eachShell = (name: string, body: (shell: PasteShell) => Promise<void> | void) => {
  for (const [shellName, shell] of present)
    test.skipIf(isMissing(shell))(`${shellName}: ${name}`, () => body(shell));
};

/** Shrinking would start a shell for every step. */
const seeds = { numRuns: 1, endOnFailure: true };

const manyWords = (seed: number): string[] => fc.sample(hostileWord, { seed, numRuns: WORDS });
const oneLine = (word: string): string => word.replaceAll(/[\r\n]/g, "");

eachShell(`gives back ${WORDS} hostile words as they were, each on a line of its own`, (shell) => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const words = manyWords(seed).map(oneLine);
      const lines = words.map((word) => quoteLine(["printf", "%s\\0", word]));
      expect(changedWords(words, paste(shell, lines))).toEqual([]);
    }),
    seeds,
  );
});

eachShell("gives back words of several lines, and many words of one line, as they were", (shell) => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const words = manyWords(seed);
      const line = quoteLine(["printf", "%s\\0", ...words]);
      expect(changedWords(words, paste(shell, [line], { isTyped: false }))).toEqual([]);
    }),
    seeds,
  );
});

eachShell("exports a hostile value as it was", (shell) => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      // fish's own export splits its value at line ends.
      const words = manyWords(seed).slice(0, 200).map(oneLine);
      const lines = words.flatMap((word) => [
        shellText`export A_KEY=${word}`,
        `printf '%s'"\\\\"'0' "$A_KEY"`,
      ]);
      expect(changedWords(words, paste(shell, lines))).toEqual([]);
    }),
    seeds,
  );
});

const MESSAGE = "65f0c1a9b2d4e6f8a0b1c2d3";

/** Programs that print the words they get, each ended by a NUL, under the names that printed lines begin with. */
const echoing = (): Readonly<Record<string, string>> => {
  const folder = path.join(useTempDir(), "bin");
  mkdirSync(folder);
  for (const name of ["novu-msg", "curl"])
    writeFileSync(path.join(folder, name), `#!/bin/sh\nprintf '%s\\0' "$@"\n`, { mode: 0o755 });
  return { PATH: `${folder}:${process.env.PATH}` };
};

/** Ids that a terminal shows as they are. */
const HOSTILE_IDS = [
  "\\'$(id)'",
  "a\\'; id; '\\",
  "it's",
  "\\",
  "\\\\'",
  "a!b!!",
  "$(id)`id`$HOME",
  "=ls",
  "~root",
  "%self",
  "{a,b}[c-d]*?",
  "a^b#c",
  "Zoë \u{1f600}",
  '"',
];

const tryLines = (stderr: string): string[] =>
  [...stderr.matchAll(/^ {2}(?:try:| or:) (.*?)(?: {3}\(.*\))?$/gm)].map(([, line = ""]) => line);

eachShell("takes what errors say to try for the words that were typed", async (shell) => {
  const env = echoing();
  for (const id of HOSTILE_IDS) {
    const typed = ["action", "set", id, MESSAGE, "primry", "--status", "done"];
    const { stderr } = await run(typed, { env: { NOVU_SECRET_KEY: "" } });
    const [line = ""] = tryLines(stderr);
    const asked = typed.map((word) => (word === "primry" ? "primary" : word));
    expect(paste(shell, [line], { env }).split("\0").slice(0, -1)).toEqual(asked);
    const json = await run([...typed, "--json"], { env: { NOVU_SECRET_KEY: "" } });
    const [next] = JSON.parse(json.stderr).error.next;
    expect(paste(shell, [next.command], { env }).split("\0").slice(0, -1)).toEqual([...asked, "--json"]);
  }
});

eachShell("takes a printed curl line for the request", async (shell) => {
  const env = { ...echoing(), NOVU_SECRET_KEY: "the key" };
  for (const id of [...HOSTILE_IDS, "\u202e\u200b"]) {
    const payload = JSON.stringify({ by: id });
    const typed = ["action", "set", id, MESSAGE, "primary", "--status", "done", "--payload", payload];
    const { stdout } = await run([...typed, "--print", "curl"], { env: { NOVU_SECRET_KEY: "" } });
    const words = paste(shell, [stdout.trimEnd()], { env }).split("\0").slice(0, -1);
    expect(words).toContain("authorization: ApiKey the key");
    expect(
      words.some(
        (word) =>
          word.includes(encodeURIComponent(id).replaceAll("'", "%27")) ||
          word.includes(encodeURIComponent(id)),
      ),
    ).toBe(true);
    expect(JSON.parse(words.at(-1) ?? "").payload).toEqual({ by: id });
  }
});

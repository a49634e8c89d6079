import { execFile } from "node:child_process";
import { promisify } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { quoteLine } from "../../../src/processes/quote.js";

const SHELL_LETTERS = [
  ..."'\"\\$`!*?[]{}()<>|&;#~=%^-+ \t\n\r",
  "\u001b",
  "é",
  "日",
  "😀",
  "a",
  "B",
  "1",
  "_",
];

/** Any process argument: text without NUL. */
const word = fc.oneof(
  fc.string({ unit: fc.constantFrom(...SHELL_LETTERS), maxLength: 12 }),
  fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
);

/** The words as the system's shell reads them. */
const wordsReadBySh = async (words: readonly string[]): Promise<string[]> => {
  const { stdout } = await promisify(execFile)("sh", ["-c", `printf '%s\\0' ${quoteLine(words)}`]);
  return stdout.split("\0").slice(0, -1);
};

test.skipIf(process.platform === "win32")(
  "a shell reads a quoted line as the words it was made of",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 40 }), async (words) => {
        expect(await wordsReadBySh(words)).toEqual(words);
      }),
      { numRuns: 200 },
    );
  },
);

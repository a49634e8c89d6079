import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { quoteWord } from "../../../src/processes/quote.js";
import { columns, wrapCommand, wrapUsage } from "../../../src/views/help-text.js";
import { topicText } from "../../../src/views/topic-text.js";
import { isProgramMissing } from "../../support/missing-program.js";

test("a short command stays as it is", () => {
  expect(wrapCommand("novu-msg whoami", 78)).toEqual(["novu-msg whoami"]);
});

test("an option keeps its value, and a redirection its file", () => {
  expect(wrapCommand("novu-msg action set alice --status done --payload '{\"by\": 1}' < file", 34)).toEqual([
    "novu-msg action set alice \\",
    "    --status done \\",
    "    --payload '{\"by\": 1}' < file",
  ]);
  expect(wrapUsage("novu-msg a <subscriberId> --status <done>", 30)).toEqual([
    "novu-msg a <subscriberId>",
    "    --status <done>",
  ]);
});

const word = fc.oneof(
  fc.constantFrom("--status", "--json", "-q", "a", "it's", "two words"),
  fc.string({ maxLength: 30 }),
);

test.skipIf(isProgramMissing("bash"))("broken or not, a shell gets the same words", () => {
  fc.assert(
    fc.property(
      fc.array(
        word.filter((text) => !/[\0\n]/.test(text)),
        { minLength: 1 },
      ),
      (words) => {
        const line = `printf '%s\\n' ${words.map(quoteWord).join(" ")}`;
        const run = (text: string) => execFileSync("bash", ["-c", text], { encoding: "utf8" });
        expect(run(wrapCommand(line, 40).join("\n"))).toBe(run(line));
      },
    ),
    { numRuns: 25 },
  );
});

test("a long text is wrapped in its own column", () => {
  expect(
    columns(
      [
        ["--a", "one two three four five six"],
        ["--long", "four"],
      ],
      30,
    ),
  ).toEqual(["--a     one two three four", "        five six", "--long  four"]);
  expect(columns([], 80)).toEqual([]);
});

test("on a narrow terminal each text is below its name, and no word is broken", () => {
  expect(columns([["--a", "one two three"]], 16)).toEqual(["--a", "    one two", "    three"]);
});

test("a topic has paragraphs, names and lines to copy", () => {
  const blocks = [
    "one two three",
    { rows: [["a", "four five"]] },
    { lines: ["as it is, however long"] },
  ] as const;
  expect(topicText(blocks, 10)).toBe(
    "one two\nthree\n\n  a\n      four\n      five\n\n  as it is, however long",
  );
});

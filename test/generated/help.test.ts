import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { HELP_TOPICS } from "../../src/commands/help/help.js";
import { everyNode } from "../../src/views/command-nodes.js";
import { programTree } from "../support/program-tree.js";
import { run } from "../support/run-cli.js";

/** The generated text, which the program must print too. */
const helpFile = (name: string): string =>
  readFileSync(new URL(`./help/${name}.txt`, import.meta.url), "utf8");

const paths = everyNode(programTree()).map(({ path }) => path);

test.each(paths)("novu-msg %s --help", async (path) => {
  const { code, stdout, stderr } = await run([...path.split(" ").filter(Boolean), "--help"]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toBe(helpFile(path.replaceAll(" ", "-") || "novu-msg"));
});

test.each(HELP_TOPICS)("novu-msg help %s", async (topic) => {
  const { code, stdout, stderr } = await run(["help", topic]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toBe(helpFile(`topic-${topic}`));
});

test("every command has examples, and each example is a line the program understands", async () => {
  const { inputOf } = await import("../support/parse-only.js");
  for (const { examples, path, children } of everyNode(programTree())) {
    if (children.length === 0) expect(examples, path).not.toEqual([]);
    for (const example of examples) {
      const line = example.replace(/ (?:[<>|]|&&).*$/, "").replace(/ &$/, "");
      const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
      await expect(inputOf(words.slice(1)), example).resolves.toBeDefined();
    }
  }
});

const lines = [
  ...paths.map((path) => [...path.split(" ").filter(Boolean), "--help"]),
  ...HELP_TOPICS.map((topic) => ["help", topic]),
];

test.each([
  ["in a pipe", {}, 80],
  ["on a terminal of 200 columns", { columns: 200 }, 100],
] as const)("no line of help %s is wider than it may be", async (_, terminal, width) => {
  const options = "columns" in terminal ? { ...terminal, terminals: ["stdout"] as const } : {};
  for (const line of lines) {
    const { stdout } = await run(line, options);
    expect(
      stripVTControlCharacters(stdout)
        .split("\n")
        .filter((text) => text.length > width),
    ).toEqual([]);
  }
});

test("an example that was broken for the page is still one command for a shell", async () => {
  const { stdout } = await run(["action", "set", "--help"]);
  const shown = stdout.slice(stdout.indexOf("Examples:"), stdout.indexOf("Arguments:"));
  const joined = shown
    .replaceAll(/ \\\n\s+/g, " ")
    .split("\n")
    .map((line) => line.trim());
  const node = everyNode(programTree()).find(({ path }) => path === "action set");
  expect(joined).toEqual(expect.arrayContaining([...(node?.examples ?? [])]));
  expect(shown).toContain(" \\\n");
});

test("on a terminal, headings are bold and defaults are dim; elsewhere help is plain", async () => {
  const line = ["action", "set", "--help"];
  const { stdout } = await run(line, { terminals: ["stdout"], columns: 80 });
  expect(stdout).toContain("\u001B[1mOptions:\u001B[22m");
  expect(stdout).toMatch(/\u001B\[2m\([^\n]*default: v1\)\u001B\[22m/);
  expect(stripVTControlCharacters(stdout)).toBe(helpFile("action-set"));
  expect((await run(line)).stdout).toBe(helpFile("action-set"));
  const colorless = await run(line, { terminals: ["stdout"], columns: 80, env: { NO_COLOR: "1" } });
  expect(colorless.stdout).toBe(helpFile("action-set"));
});

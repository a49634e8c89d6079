import { expect, test } from "vitest";
import { HELP_TOPICS } from "../../src/commands/help/help-topics.js";
import { everyNode } from "../../src/views/command-nodes.js";
import { run } from "../support/run-cli.js";
import { programTree } from "./program-tree.js";

const paths = everyNode(programTree()).map(({ path }) => path);

test.each(paths)("novu-msg %s --help", async (path) => {
  const { code, stdout, stderr } = await run([...path.split(" ").filter(Boolean), "--help"]);
  expect([code, stderr]).toEqual([0, ""]);
  await expect(stdout).toMatchFileSnapshot(`./help/${path.replaceAll(" ", "-") || "novu-msg"}.txt`);
});

test.each(HELP_TOPICS)("novu-msg help %s", async (topic) => {
  const { code, stdout, stderr } = await run(["help", topic]);
  expect([code, stderr]).toEqual([0, ""]);
  await expect(stdout).toMatchFileSnapshot(`./help/topic-${topic}.txt`);
});

test("every command has examples, and each example is a line the program understands", async () => {
  const { inputOf } = await import("../support/parse-only.js");
  for (const { examples, path, children } of everyNode(programTree())) {
    if (children.length === 0) expect(examples, path).not.toEqual([]);
    for (const example of examples) {
      const line = example.replace(/ [<>].*$/, "").replace(/ &$/, "");
      const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
      await expect(inputOf(words.slice(1)), example).resolves.toBeDefined();
    }
  }
});

test("no line of help is wider than a terminal of 120 columns", async () => {
  for (const path of paths) {
    const { stdout } = await run([...path.split(" ").filter(Boolean), "--help"]);
    expect(stdout.split("\n").filter((line) => line.length > 120)).toEqual([]);
  }
});

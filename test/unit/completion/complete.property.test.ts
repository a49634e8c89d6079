import fc from "fast-check";
import { expect, test } from "vitest";
import { everyNode } from "../../../src/views/command-nodes.js";
import { inputOf } from "../../support/parse-only.js";
import { programTree } from "../../support/program-tree.js";
import { ask } from "./asked.js";

const vocabulary = everyNode(programTree()).flatMap(({ path, options }) => [
  ...path.split(" "),
  ...options.flatMap(({ long, flags }) => [long, `${long}=`, flags.slice(0, 2)]),
]);
const word = fc.oneof(
  fc.constantFrom(...vocabulary),
  fc.string(),
  fc.constantFrom("", "-", "--", "@", "a,b"),
);
const line = fc.array(word, { minLength: 1, maxLength: 8 });

test("every suggestion continues the word under the cursor", async () => {
  await fc.assert(
    fc.asyncProperty(line, async (words) => {
      const { kind, prefix, words: offered } = await ask(words);
      const typed = words.at(-1) ?? "";
      expect(["words", "list", "files"]).toContain(kind);
      expect(typed.startsWith(prefix)).toBe(true);
      for (const { value } of offered) expect(value.startsWith(typed)).toBe(true);
      expect(new Set(offered.map(({ value }) => value)).size).toBe(offered.length);
    }),
  );
});

test("an option that is offered is one that the program knows", async () => {
  for (const { path, children } of everyNode(programTree())) {
    if (children.length > 0) continue;
    const { words } = await ask([...path.split(" "), "--"]);
    for (const { value } of words) {
      const failure = await inputOf([...path.split(" "), value]).catch((error: unknown) => error);
      expect(String((failure as { code?: unknown }).code)).not.toBe("E_OPTION");
    }
  }
});

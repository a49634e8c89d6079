import { expect, test } from "vitest";
import { checkBlocks } from "./check-lines.js";
import { sectionsOf } from "./page.js";
import { lacksPrograms, usePlace } from "./place.js";
import { likeTheDocs } from "./same-output.js";
import { bare, statementsOf } from "./statements.js";

const check = async (page: string): Promise<void> => {
  const place = await usePlace("user");
  for (const { blocks } of sectionsOf(page)) await checkBlocks(blocks, place);
};

const fenced = (language: string, ...lines: readonly string[]): string =>
  ["```", language, "\n", ...lines.map((line) => `${line}\n`), "```\n\n"].join("");

test.skipIf(lacksPrograms())("a page that is right passes", async () => {
  await check(
    fenced("sh", "false || rc=$?", "(exit 8) # exit 8", "printf 'a\\nb\\n'") + fenced("output", "a", "b"),
  );
});

test.skipIf(lacksPrograms()).each([
  ["a line that fails", fenced("sh", "false", "true"), "line 2: false"],
  ["a line that fails within a pipe", fenced("sh", "false | cat"), "line 2"],
  ["a variable that is not set", fenced("sh", 'echo "$nowhere"'), "nowhere"],
  ["another exit code than told", fenced("sh", "(exit 3) # exit 8"), "line 2"],
  ["success where a failure is told", fenced("sh", "true # exit 8"), "line 2"],
  ["a line behind one that ends the shell", fenced("sh", "exit 0", "true"), "line 2"],
  ["another output than told", fenced("sh", "echo a") + fenced("output", "b"), "line 2"],
  [
    "an output that is told to be anything",
    fenced("sh", "echo a") + fenced("output", "…"),
    "something is told",
  ],
  ["more output than told", fenced("sh", "echo a; echo b") + fenced("output", "a"), "line 2"],
])("%s is found", async (_, page, about) => {
  await expect(check(page)).rejects.toThrow(about);
});

test("statements are what a shell takes in one go", () => {
  const block = [
    "a \\",
    "  b # c",
    "",
    "# only a remark",
    "cat <<X",
    "a",
    "",
    "X",
    "for i in 1; do",
    "  i",
    "done",
    "a |",
    "b",
  ].join("\n");
  expect(statementsOf(block, 10).map(({ text, line }) => [line, bare({ text }).split("\n").length])).toEqual([
    [10, 2],
    [14, 4],
    [18, 3],
    [21, 2],
  ]);
  expect(() => statementsOf("for i in 1; do")).toThrow("line 1");
});

test("outputs may differ in times, ids, ports and durations, and in nothing else", () => {
  const told = "at 2026-01-01T00:00:00Z for 65f0c1a9b2d4e6f8a0b1c2d3, just now\n…\nend after 0:01";
  const same =
    "at 2026-11-25T02:16:58.960Z for 6b0644d2534da4306c00bf06, 2 seconds ago\nmore\nand more\nend after 1:12";
  expect(likeTheDocs(same, told)).toBe(told);
  for (const other of [
    same.replace("for", "of"),
    same.replace("seconds", "minutes"),
    same.replace("end", "the end"),
    `${same}\nmore`,
  ]) {
    expect(likeTheDocs(other, told)).not.toBe(told);
  }
});

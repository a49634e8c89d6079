import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { HELP_TOPICS } from "../../src/commands/help/help.js";
import { EXIT_CODES } from "../../src/failures/exit-codes.js";
import { FAILURE_CODES } from "../../src/failures/failure-codes.js";
import { VARIABLES } from "../../src/model/variables.js";
import { everyNode, leavesOf } from "../../src/views/command-nodes.js";
import { ROOT } from "../support/program.js";
import { programTree } from "../support/program-tree.js";
import { find, linesIn, spellingsOf } from "./named-words.js";
import { COMMANDS_PAGE, PAGES, pageText } from "./pages.js";

const tree = programTree();
const pages = [...PAGES, COMMANDS_PAGE].map((page) => ({ page, text: pageText(page) }));
const all = pages.map(({ text }) => text).join("\n");
const byHand = pages.filter(({ page }) => page !== COMMANDS_PAGE);

test("every command and every option has its place in docs/commands.md", () => {
  const [head = "", ...sections] = pageText(COMMANDS_PAGE).split(/^## /m).slice(1);
  const has = (section: string, flags: string) => section.includes(`| \`${flags.replaceAll("|", "\\|")}\` |`);
  expect(tree.options.filter(({ flags }) => !has(head, flags))).toEqual([]);
  for (const { path, options } of leavesOf(tree)) {
    const section = sections.find((text) => text.startsWith(`${path}\n`)) ?? "";
    expect(section, path).not.toBe("");
    expect(
      options.filter(({ flags }) => !has(section, flags)),
      path,
    ).toEqual([]);
  }
});

test("every exit code and every variable is in the docs, and every topic of help is named", () => {
  expect(EXIT_CODES.filter(({ code, name }) => !all.includes(`| ${code} | ${name} |`))).toEqual([]);
  expect(VARIABLES.filter(({ name }) => !all.includes(`\`${name}\``))).toEqual([]);
  expect(
    HELP_TOPICS.filter(
      (topic) => !byHand.some(({ text }) => text.includes(`\`${topic}\``) || text.includes(`help ${topic}`)),
    ),
  ).toEqual([]);
});

test.each(pages)("$page names no command that does not exist", ({ text }) => {
  expect(linesIn(text, tree).filter(({ stray }) => stray !== undefined)).toEqual([]);
});

test.each(pages)("$page gives no command an option that it does not have", ({ text }) => {
  const wrong = linesIn(text, tree).flatMap(({ text: line, path, options }) => {
    const known = spellingsOf(tree, path);
    // A group, or the program alone, stands for all below it.
    const below =
      (find(tree, path)?.children.length ?? 0) > 0
        ? everyNode(tree).flatMap(({ path: one }) => [...spellingsOf(tree, one)])
        : [];
    return options
      .filter((option) => !known.has(option) && !below.includes(option))
      .map((option) => `${option} in ${line}`);
  });
  expect(wrong).toEqual([]);
});

/** Options of other programs that docs speak of. */
const FOREIGN = new Set(["--experimental-vm-modules", "--omit"]);
/** Options that Node takes from any line; one page says so, and nothing offers them. */
const NODE_PAGE = "docs/reliability.md";
const OF_NODE = new Set([
  "--env-file",
  "--env-file-if-exists",
  "--experimental-config-file",
  "--experimental-default-config-file",
]);

test.each(pages)(
  "$page names no option, variable, error code or exit code that does not exist",
  ({ page, text }) => {
    const spelled = new Set(everyNode(tree).flatMap(({ path }) => [...spellingsOf(tree, path)]));
    // In sentences: blocks are lines of other programs too.
    const prose = text.replaceAll(/^```.*?^```$/gms, "");
    const options = [...prose.matchAll(/`(--?[a-zA-Z][\w-]*)(?=[ `=])/g)].map(([, option = ""]) =>
      option.replace(/^(-[a-z])[a-z]+$/, "$1"),
    );
    const isForeign = (option: string) => FOREIGN.has(option) || (page === NODE_PAGE && OF_NODE.has(option));
    expect(options.filter((option) => !spelled.has(option) && !isForeign(option))).toEqual([]);
    const variables = (text.match(/\bNOVU_MSG_[A-Z_]+\b/g) ?? []).filter((name) => name !== "NOVU_MSG_");
    expect(variables.filter((name) => !VARIABLES.some((known) => known.name === name))).toEqual([]);
    const codes = text.match(/\bE_[A-Z]+(?:_[A-Z]+)*\b/g) ?? [];
    expect(codes.filter((code) => !Object.hasOwn(FAILURE_CODES, code))).toEqual([]);
    const exits = [...text.matchAll(/\bexit (\d+)\b/g)].map(([, code]) => Number(code));
    expect(exits.filter((code) => !EXIT_CODES.some((known) => known.code === code))).toEqual([]);
  },
);

test("no page, help, man page or completion offers Node's own option for a file of variables", () => {
  const folders = ["man", "completions", "skills", "test/generated/help"];
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      path.join(folder, name),
    ),
  );
  const texts = [
    ...pages.filter(({ page }) => page !== NODE_PAGE),
    ...files
      .filter((file) => statSync(path.join(ROOT, file)).isFile())
      .map((file) => ({ page: file, text: readFileSync(path.join(ROOT, file), "utf8") })),
  ];
  const named = texts.filter(({ text }) => text.replaceAll("\\-", "-").includes("env-file"));
  expect(named.map(({ page }) => page)).toEqual([]);
});

import { HELP_TOPICS, type HelpTopic } from "../../src/commands/help/help.js";
import { TOPICS } from "../../src/commands/help/topics.js";
import type { CommandNode } from "../../src/context/command-node.js";
import { EXIT_CODES, type ExitName, exitCodeOf } from "../../src/failures/exit-codes.js";
import { leavesOf } from "../../src/views/command-nodes.js";
import { argumentText, examplesOf, optionText } from "../../src/views/help-text.js";
import type { Block } from "../../src/views/topic-text.js";
import { entry, heading, listing, paragraph, roffText } from "./roff.js";

/** `novu-msg`, or `novu-msg-action-set`: the way git names its pages. */
const manName = ({ path }: CommandNode): string =>
  ["novu-msg", ...path.split(" ")].filter((word) => word !== "").join("-");

/** The pages by file name: one of the whole tool, and one of each command. */
export const manPages = (tree: CommandNode): ReadonlyMap<string, string> =>
  new Map([
    [`${manName(tree)}.1`, mainPage(tree)],
    ...leavesOf(tree).map((node): [string, string] => [`${manName(node)}.1`, commandPage(node)]),
  ]);

const page = (node: CommandNode, parts: readonly (readonly string[])[]): string =>
  `${[
    `.TH ${roffText(manName(node).toUpperCase())} 1 "" "novu\\-msg" "novu\\-msg manual"`,
    heading("name"),
    `${roffText(manName(node))} \\- ${roffText(node.summary)}`,
    heading("synopsis"),
    `.B ${roffText(node.usage)}`,
    ...parts.flat(),
  ]
    .join("\n")
    // A heading begins a paragraph by itself.
    .replace(/^(\.SH .*\n)\.PP\n/gm, "$1")}\n`;

/** A heading with what is below it, or nothing. */
const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [heading(title), ...lines];

const mainPage = (tree: CommandNode): string =>
  page(tree, [
    section(
      "commands",
      leavesOf(tree).map((node) => entry(node.path, `${node.summary}; ${manName(node)}(1)`)),
    ),
    section("options", optionEntries(tree)),
    section(
      "examples",
      examplesOf(tree).map((example) => listing([example])),
    ),
    ...HELP_TOPICS.map((topic) =>
      topic === "options" ? [] : section(TITLES[topic], TOPICS[topic](tree).map(blockText)),
    ),
  ]);

/** The options of every command have a section of their own. */
const TITLES: Readonly<Record<Exclude<HelpTopic, "options">, string>> = {
  environment: "environment",
  "exit-codes": "exit status",
  output: "output",
  payload: "payload",
  waiting: "waiting for a press",
  watching: "watching messages",
  bulk: "many messages",
  security: "security",
};

const blockText = (block: Block): string => {
  if (typeof block === "string") return paragraph(block);
  return "rows" in block
    ? block.rows.map(([name, meaning]) => entry(name.trim(), meaning)).join("\n")
    : listing(block.lines);
};

const commandPage = (node: CommandNode): string =>
  page(node, [
    section("description", (node.prints ?? "").split("\n").filter(Boolean).map(paragraph)),
    section(
      "arguments",
      node.arguments.map((argument) => entry(argument.name, argumentText(argument))),
    ),
    section("options", [...optionEntries(node), paragraph("Options of every command are in novu-msg(1).")]),
    section("exit status", exitEntries(["ok", "usage", ...node.exits])),
    section(
      "examples",
      node.examples.map((example) => listing([example])),
    ),
    section("see also", [".BR novu\\-msg (1)"]),
  ]);

const optionEntries = ({ options }: CommandNode): string[] =>
  options.map((option) => entry(option.flags, optionText(option)));

const exitEntries = (names: readonly ExitName[]): string[] =>
  EXIT_CODES.filter(({ name }) => names.includes(name)).map(({ name, when }) =>
    entry(`${exitCodeOf(name)} ${name}`, when),
  );

import type { CommandNode, OptionNode } from "../../src/context/command-node.js";
import { type ExitName, exitCodeOf } from "../../src/failures/exit-codes.js";
import { VARIABLES } from "../../src/model/variables.js";
import { leavesOf } from "../../src/views/command-nodes.js";
import { argumentText, optionText } from "../../src/views/help-text.js";
import { markdownTable } from "./markdown-table.js";

const HEAD = `# Commands

Every command and option, generated from the code by \`npm run gen\`. The same text is in \`novu-msg <command> --help\` and in the man
pages, and \`novu-msg commands --json\` has it as data.
`;

/** docs/commands.md. */
export const commandsPage = (tree: CommandNode): string =>
  [
    HEAD,
    summaryTable(tree),
    "\n## Options of every command\n",
    optionTable(tree.options),
    "\n## Variables\n",
    "Environment variables that `novu-msg` reads. An empty variable counts as unset.\n",
    variableTable(),
    ...leavesOf(tree).map(commandSection),
    "",
  ].join("\n");

const summaryTable = (tree: CommandNode): string =>
  markdownTable(
    ["command", "what it does"],
    leavesOf(tree).map(({ path: words, summary }) => [`[${words}](#${words.replaceAll(" ", "-")})`, summary]),
  );

const commandSection = (node: CommandNode): string =>
  [
    `\n## ${node.path}\n`,
    `${node.summary}.\n`,
    `\`${node.usage}\`\n`,
    fenced(node.examples),
    ...(node.arguments.length === 0 ? [] : [`\n${argumentTable(node)}`]),
    ...(node.options.length === 0 ? [] : [`\n${optionTable(node.options)}`]),
    ...(node.prints === undefined ? [] : [`\n**Output.** ${node.prints.replaceAll("\n", " ")}`]),
    `\n**Exit codes.** ${exits(["ok", "usage", ...node.exits])}`,
    ...(node.fields.length === 0
      ? []
      : [`\n**Fields.** ${node.fields.map((field) => `\`${field}\``).join(" ")}`]),
  ].join("\n");

const fenced = (lines: readonly string[]): string => ["```sh", ...lines, "```"].join("\n");

const argumentTable = ({ arguments: list }: CommandNode): string =>
  markdownTable(
    ["argument", "meaning"],
    list.map((argument) => [`\`${argument.name}\``, argumentText(argument)]),
  );

const optionTable = (options: readonly OptionNode[]): string =>
  markdownTable(
    ["option", "meaning"],
    options.map((option) => [`\`${option.flags}\``, optionText(option)]),
  );

const variableTable = (): string =>
  markdownTable(
    ["variable", "meaning"],
    VARIABLES.map(({ name, meaning }) => [`\`${name}\``, meaning]),
  );

const exits = (names: readonly ExitName[]): string =>
  [...new Set(names)].map((name) => `${exitCodeOf(name)} ${name}`).join(" · ");

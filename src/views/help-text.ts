import type { CommandNode, OptionNode } from "../context/command-node.js";
import { type ExitName, exitCodeOf } from "../failures/exit-codes.js";
import { wrapWords } from "../output/wrap-words.js";
import { columns } from "./columns.js";
import { describedArgument, describedOption } from "./described.js";
import { wrapCommand, wrapUsage } from "./wrap-command.js";

const INDENT = "  ";
const MOST_GROUP_EXAMPLES = 4;

/**
 * Every `--help` in one grammar: what it does, usage, examples, what it takes, what it prints, how it ends.
 * @param width columns that no line goes beyond
 */
export const helpText = (node: CommandNode, globals: readonly OptionNode[], width: number): string => {
  const inner = width - INDENT.length;
  return [
    wrapWords(node.summary, width),
    section("Usage", wrapUsage(node.usage, inner)),
    section(
      "Examples",
      examplesOf(node).flatMap((example) => wrapCommand(example, inner)),
    ),
    section("Commands", columns(commandRows(node), inner)),
    section(
      "Arguments",
      columns(
        node.arguments.map((argument) => [argument.name, describedArgument(argument)]),
        inner,
      ),
    ),
    section("Options", columns(optionRows(node.options), inner)),
    node.path === ""
      ? []
      : section(
          "Options of every command",
          columns(optionRows(globals.filter(({ long }) => long !== "--version")), inner),
        ),
    section(
      "Prints",
      (node.prints ?? "").split("\n").flatMap((line) => wrapWords(line, inner)),
    ),
    section("Exit codes", node.children.length > 0 ? [] : exitLines(["ok", "usage", ...node.exits], inner)),
    section("Learn more", columns(learnMore(node), inner)),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
};

const section = (title: string, lines: readonly string[]): string[] =>
  lines.every((line) => line === "") ? [] : [`${title}:`, ...lines.map((line) => INDENT + line)];

/** A group shows how its commands are used. */
export const examplesOf = ({ examples, children }: CommandNode): readonly string[] =>
  children.length === 0
    ? examples
    : children.flatMap((child) => examplesOf(child).slice(0, 1)).slice(0, MOST_GROUP_EXAMPLES);

const commandRows = (node: CommandNode): [string, string][] =>
  node.children.map((child) => [child.path.split(" ").at(-1) ?? "", child.summary]);

const optionRows = (options: readonly OptionNode[]): [string, string][] =>
  options.map((option) => [
    option.flags.startsWith("--") ? `    ${option.flags}` : option.flags,
    describedOption(option),
  ]);

/** A code and its name stay together, and no line begins with a dot. */
const exitLines = (names: readonly ExitName[], width: number): string[] =>
  wrapWords(
    [...new Set(names)].map((name) => `${exitCodeOf(name)}\u00a0${name}`).join("\u00a0· "),
    width,
  ).map((line) => line.replaceAll("\u00a0", " "));

const learnMore = (node: CommandNode): [string, string][] => {
  if (node.children.length === 0) return [["novu-msg help exit-codes", ""]];
  const words = ["novu-msg", ...(node.path === "" ? [] : [node.path])].join(" ");
  const topics = node.children.find(({ path }) => path === "help")?.arguments[0]?.choices ?? [];
  return [
    [`${words} <command> --help`, ""],
    ["novu-msg help <topic>", topics.join(", ")],
  ];
};

import type { CommandNode, OptionNode } from "../context/command-node.js";
import { type ExitName, exitCodeOf } from "../failure/exit-codes.js";

/** Every `--help` in one grammar: what it does, usage, examples, what it takes, what it prints, how it ends. */
export const helpText = (node: CommandNode, globals: readonly OptionNode[]): string =>
  [
    [node.summary],
    section("Usage", [node.usage]),
    section("Examples", node.examples),
    section("Commands", columns(commandRows(node))),
    section("Arguments", columns(node.arguments.map(({ name, description }) => [name, description]))),
    section("Options", columns(optionRows(node.options))),
    node.path === ""
      ? []
      : section(
          "Options of every command",
          columns(optionRows(globals.filter(({ long }) => long !== "--version"))),
        ),
    section("Prints", node.prints === undefined ? [] : node.prints.split("\n")),
    section("Exit codes", node.children.length > 0 ? [] : [exitLine(["ok", "usage", ...node.exits])]),
    section("Learn more", learnMore(node)),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];

const commandRows = (node: CommandNode): [string, string][] =>
  node.children.map((child) => [child.path.split(" ").at(-1) ?? "", child.summary]);

const optionRows = (options: readonly OptionNode[]): [string, string][] =>
  options.map(({ flags, description, default: preset }) => [
    flags.startsWith("--") ? `    ${flags}` : flags,
    preset === undefined ? description : `${description} (default: ${preset})`,
  ]);

const columns = (rows: readonly (readonly string[])[]): string[] => {
  const width = Math.max(0, ...rows.map(([first = ""]) => first.length));
  return rows.map(([first = "", second = ""]) => `${first.padEnd(width)}  ${second}`.trimEnd());
};

const exitLine = (names: readonly ExitName[]): string =>
  [...new Set(names)].map((name) => `${exitCodeOf(name)} ${name}`).join(" · ");

const learnMore = (node: CommandNode): string[] => {
  if (node.children.length === 0) return ["novu-msg help exit-codes"];
  const words = ["novu-msg", ...(node.path === "" ? [] : [node.path])].join(" ");
  return [`${words} <command> --help`, "novu-msg help environment | exit-codes | output | payload"];
};

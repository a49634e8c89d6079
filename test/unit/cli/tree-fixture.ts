import type { CommandNode, OptionNode } from "../../../src/context/command-node.js";

/** An option from its flags: `-o, --output <format>`. */
const option = (flags: string): OptionNode => ({
  flags,
  long: /--[a-z-]+/.exec(flags)?.[0] ?? flags,
  description: "",
  takesValue: flags.includes("<"),
  isRepeatable: false,
  about: undefined,
  choices: [],
  default: undefined,
});

const node = (
  path: string,
  flags: readonly string[],
  children: readonly CommandNode[] = [],
): CommandNode => ({
  path,
  summary: "",
  usage: "",
  effect: undefined,
  conflicts: [],
  arguments: [],
  options: flags.map(option),
  examples: [],
  prints: undefined,
  exits: [],
  fields: [],
  children,
});

/** A small program with options of every kind. */
export const TREE = node(
  "",
  [
    "-p, --profile <name>",
    "-o, --output <format>",
    "--json",
    "--fields <names>",
    "-q, --quiet",
    "-v, --verbose",
    "-y, --yes",
    "-h, --help",
  ],
  [
    node("action", [], [node("action set", ["--status <status>", "--set <key=value>"])]),
    node("profile", [], [node("profile add", ["--api-url <url>"])]),
  ],
);

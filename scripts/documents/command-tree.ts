import type { Argument, CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { loadCommands } from "../../src/cli/load-commands.js";
import { buildProgram } from "../../src/cli/program.js";
import type { ArgumentNode, CommandNode, OptionNode } from "../../src/context/command-node.js";
import type { CommandSpec } from "../../src/options/command-spec.js";
import { metadataOf } from "../../src/options/option-metadata.js";
import { fieldNames } from "./field-names.js";
import { COMMAND_OUTPUTS } from "./output-schemas.js";

/** All commands and options. The build records them for help, completion and --fields. */
export const wholeTree = async (): Promise<CommandNode> => {
  const { spec } = buildProgram(
    async () => {},
    await loadCommands(),
    { version: "", write: () => {}, width: 0 },
    () => tree,
  );
  const tree = commandTree(spec);
  return tree;
};

/** Converts a spec and its children to plain data. */
const commandTree = (
  { command, notes, children }: CommandSpec,
  parents: readonly string[] = [],
): CommandNode => {
  const words = command.parent === null ? [] : [...parents, command.name()];
  const path = words.join(" ");
  const fields = COMMAND_OUTPUTS[path]?.fields;
  return {
    path,
    summary: command.description(),
    effect: notes.effect,
    conflicts: notes.conflicts ?? [],
    usage: usageOf(command, words, notes.operands),
    arguments: command.registeredArguments.map(argumentNode),
    options: optionNodes(command),
    examples: notes.examples,
    prints: notes.prints,
    exits: notes.exits ?? [],
    fields: fields === undefined ? [] : fieldNames(fields),
    children: children.map((child) => commandTree(child, words)),
  };
};

const usageOf = (command: CommandUnknownOpts, words: readonly string[], operands?: string): string => {
  const positionals = command.registeredArguments.map(
    (argument) => `[${argument.name()}${argument.variadic ? "…" : ""}]`,
  );
  const rest =
    command.commands.length > 0 ? ["<command>"] : operands === undefined ? positionals : [operands];
  return ["novu-msg", ...words, ...rest, "[options]"].join(" ");
};

/** commander does not list its own help option. */
const HELP_OPTION: OptionNode = {
  flags: "-h, --help",
  long: "--help",
  description: "show help",
  takesValue: false,
  isRepeatable: false,
  choices: [],
  about: undefined,
  default: undefined,
};

const optionNodes = (command: CommandUnknownOpts): OptionNode[] => [
  ...command.options.filter((option) => !option.hidden).map(optionNode),
  ...(command.parent === null ? [HELP_OPTION] : []),
];

const argumentNode = (argument: Argument): ArgumentNode => {
  const { about, flag } = metadataOf(argument);
  return {
    name: argument.name(),
    description: argument.description,
    isVariadic: argument.variadic,
    choices: argument.argChoices ?? [],
    about,
    flag,
  };
};

const optionNode = (option: Option): OptionNode => {
  const { about, isRepeatable = false } = metadataOf(option);
  return {
    flags: option.flags,
    long: option.long ?? option.flags,
    description: option.description,
    takesValue: option.required || option.optional,
    isRepeatable,
    choices: option.argChoices ?? [],
    about,
    default: typeof option.defaultValue === "string" ? option.defaultValue : undefined,
  };
};

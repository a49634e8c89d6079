import type { Outcome } from "../context/command-module.js";
import type { CommandNode, OptionNode } from "../context/command-node.js";
import type { Context } from "../context/context.js";
import type { JsonObject, JsonValue } from "../domain/json.js";
import { EXIT_CODES, exitCodeOf } from "../failure/exit-codes.js";
import { FAILURE_CODES } from "../failure/failure-codes.js";
import type { Screen } from "../output/screen.js";
import { VARIABLES } from "../settings/variables.js";
import { leavesOf } from "../views/command-nodes.js";

/** The whole tool as data: commands, options, exit codes, failure codes and variables. */
export const run = async ({ commandTree }: Pick<Context, "commandTree">): Promise<Outcome<CommandNode>> => ({
  model: commandTree(),
});

export const document = (tree: CommandNode): JsonObject => ({
  schema: 1,
  commands: leavesOf(tree).map(commandDocument),
  globalOptions: tree.options.map(optionDocument),
  exitCodes: EXIT_CODES.map((entry): JsonValue => ({ ...entry })),
  failures: Object.entries(FAILURE_CODES).map(
    ([code, { exit, when }]): JsonValue => ({ code, exit: exitCodeOf(exit), when }),
  ),
  variables: VARIABLES.map((entry): JsonValue => ({ ...entry })),
});

const commandDocument = (node: CommandNode): JsonValue => ({
  command: node.path,
  summary: node.summary,
  usage: node.usage,
  arguments: node.arguments.map((argument) => ({
    ...argument,
    choices: [...argument.choices],
    about: argument.about ?? null,
    flag: argument.flag ?? null,
  })),
  options: node.options.map(optionDocument),
  examples: [...node.examples],
  prints: node.prints ?? null,
  exitCodes: ["ok" as const, "usage" as const, ...node.exits].map((name) => exitCodeOf(name)),
  fields: [...node.fields],
});

const optionDocument = (option: OptionNode): JsonValue => ({
  ...option,
  choices: [...option.choices],
  about: option.about ?? null,
  default: option.default ?? null,
});

export const view = (tree: CommandNode): Screen => ({
  table: {
    columns: [{ title: "COMMAND" }, { title: "WHAT IT DOES" }],
    rows: leavesOf(tree).map(({ path, summary }) => [{ text: path, tone: "strong" }, { text: summary }]),
  },
});

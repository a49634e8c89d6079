import type { Outcome } from "../../context/command-module.js";
import type { ArgumentNode, CommandNode, OptionNode } from "../../context/command-node.js";
import type { Context } from "../../context/context.js";
import type { OutputSchema, OutputSchemas } from "../../context/output-schemas.js";
import { EXIT_CODES, type ExitName, exitCodeOf } from "../../failures/exit-codes.js";
import { Failure } from "../../failures/failure.js";
import { FAILURE_CODES } from "../../failures/failure-codes.js";
import { closest, didYouMean } from "../../model/did-you-mean.js";
import { VARIABLES } from "../../model/variables.js";
import type { View } from "../../output/view.js";
import { everyNode, leavesOf } from "../../views/command-nodes.js";
import type { Catalog, ValueType } from "./commands.schema.js";

interface CommandsInput {
  /** The words of a command or of a group; empty for all commands. */
  readonly words: readonly string[];
}

interface Model {
  readonly tree: CommandNode;
  readonly commands: readonly CommandNode[];
  readonly schemas: OutputSchemas;
}

type CommandDocument = Catalog["commands"][number];
type ArgumentDocument = CommandDocument["arguments"][number];
type OptionDocument = CommandDocument["options"][number];

/** All commands as data, or those of one group: what can be typed, what they print, how they end. */
const run = async (
  { commandTree, outputSchemas }: Pick<Context, "commandTree" | "outputSchemas">,
  { words }: CommandsInput,
): Promise<Outcome<Model>> => {
  const tree = commandTree();
  const path = words.join(" ");
  const node = everyNode(tree).find((candidate) => candidate.path === path);
  if (node === undefined) throw unknownCommand(path, tree);
  return { model: { tree, commands: leavesOf(node), schemas: outputSchemas() } };
};

const unknownCommand = (path: string, tree: CommandNode): Failure => {
  const names = everyNode(tree).flatMap((node) => (node.path === "" ? [] : [node.path]));
  const meant = closest(path, names);
  return new Failure("E_COMMAND", `there is no command "${path}"${didYouMean(meant)}`, {
    next: [{ words: ["novu-msg", "commands", ...(meant?.split(" ") ?? [])] }],
  });
};

const document = ({ tree, commands, schemas }: Model): Catalog => ({
  schema: 1,
  commands: commands.map((node) => commandDocument(node, tree, schemas.commands[node.path])),
  globalOptions: tree.options.map((option) => optionDocument(option, tree)),
  exitCodes: EXIT_CODES.map((entry) => ({ ...entry })),
  failures: Object.entries(FAILURE_CODES).map(([code, { exit, when }]) => ({
    code,
    exit: exitCodeOf(exit),
    when,
  })),
  errorDocument: schemas.errorDocument,
  warningDocument: schemas.warningDocument,
  variables: VARIABLES.map((entry) => ({ ...entry })),
});

const view = ({ commands }: Model): View => ({
  table: {
    columns: [{ title: "COMMAND", isId: true }, { title: "WHAT IT DOES" }],
    rows: commands.map(({ path, summary }) => [{ text: path, tone: "strong" }, { text: summary }]),
  },
});

/** Every command can end with these. */
const ALWAYS: readonly ExitName[] = ["ok", "usage", "bug", "interrupted", "terminated"];

/** One command as data: what can be typed, how it can end, and what its stdout holds. */
const commandDocument = (
  node: CommandNode,
  { options }: CommandNode,
  output: OutputSchema = UNKNOWN_OUTPUT,
): CommandDocument => ({
  command: node.path,
  summary: node.summary,
  effect: node.effect ?? "local",
  usage: node.usage,
  arguments: node.arguments.map((argument, at) => argumentDocument(argument, isNeeded(node, at))),
  options: node.options.map((option) => {
    // A variable stands for the global option alone, where a command has one of the same name.
    const isGlobal = options.some(({ long }) => long === option.long);
    return isGlobal ? { ...optionDocument(option, node), variable: null } : optionDocument(option, node);
  }),
  examples: [...node.examples],
  prints: node.prints ?? null,
  exitCodes: EXIT_CODES.filter(({ name }) => [...ALWAYS, ...node.exits].includes(name)).map((entry) => ({
    ...entry,
  })),
  fields: [...node.fields],
  output,
});

const operandsOf = ({ usage, path }: CommandNode): string =>
  usage.slice(`novu-msg ${path} `.length, -" [options]".length);

/** Usage shows required arguments in angle brackets, in order; a bar between them means that none alone is required. */
const isNeeded = (node: CommandNode, at: number): boolean => {
  const operands = operandsOf(node);
  return !operands.includes(" | ") && operands.split(" ")[at]?.startsWith("<") === true;
};

const argumentDocument = (argument: ArgumentNode, required: boolean): ArgumentDocument => ({
  name: argument.name,
  description: argument.description,
  required,
  variadic: argument.isVariadic,
  type: valueType(`<${argument.name}>`, argument.choices),
  words: [...argument.choices],
  about: argument.about ?? null,
  flag: argument.flag ?? null,
});

const optionDocument = (option: OptionNode, node: CommandNode): OptionDocument => {
  const [, short, valueName] = /^(?:(-\w), )?--[\w-]+(?: (<.+>))?$/.exec(option.flags) ?? [];
  return {
    flags: option.flags,
    long: option.long,
    short: short ?? null,
    description: option.description,
    required: operandsOf(node).includes(`${option.long} <`),
    valueName: valueName ?? null,
    type: valueType(valueName, option.choices),
    words: [...option.choices],
    default: option.default ?? /\(default: ([^)]+)\)/.exec(option.description)?.[1] ?? null,
    repeatable: option.isRepeatable,
    variable: variableFor(option.long) ?? null,
    conflicts: conflictsOf(option.long, node),
    about: option.about ?? null,
  };
};

/** By the name that help shows in angle brackets; other values are texts. */
const BY_NAME: Readonly<Record<string, ValueType>> = {
  "<duration>": "duration",
  "<file>": "file",
  "<json>": "json",
  "<n>": "integer",
  "<names>": "words",
  "<number>": "integer",
  "<p>": "number",
};

/** @param valueName such as `<duration>`; undefined for a switch */
const valueType = (valueName: string | undefined, choices: readonly string[]): ValueType => {
  if (valueName === undefined) return "switch";
  return BY_NAME[valueName] ?? (choices.length > 0 ? "word" : "text");
};

const variableFor = (long: string): string | undefined =>
  VARIABLES.find((entry) => "option" in entry && entry.option === long)?.name;

const conflictsOf = (long: string, { conflicts }: CommandNode): string[] => {
  const rivals = conflicts.filter((names) => names.includes(long)).flat();
  return [...new Set(rivals)].filter((name) => name !== long);
};

/** Never used: a test checks that every command has a schema. */
const UNKNOWN_OUTPUT: OutputSchema = { documents: "one", json: {} };

export const body = { run, document, view };

import type { Outcome } from "../../context/command-module.js";
import type { CommandNode } from "../../context/command-node.js";
import type { Context } from "../../context/context.js";
import { EXIT_CODES, exitCodeOf } from "../../failures/exit-codes.js";
import { Failure } from "../../failures/failure.js";
import { FAILURE_CODES } from "../../failures/failure-codes.js";
import { closest } from "../../model/closest.js";
import { didYouMean } from "../../model/did-you-mean.js";
import type { JsonObject, JsonValue } from "../../model/json.js";
import { VARIABLES } from "../../model/variables.js";
import type { Screen } from "../../output/screen.js";
import { failureDocumentSchema, warningDocumentSchema } from "../../schemas/failure-document.js";
import { everyNode, leavesOf } from "../../views/command-nodes.js";
import { asSchemaDocument, commandDocument, optionDocument } from "./command-document.js";
import type { CommandsInput } from "./commands.js";

interface Model {
  readonly tree: CommandNode;
  readonly commands: readonly CommandNode[];
}

/** The whole tool as data, or the part of it below some words: commands, what they print, how they end. */
export const run = async (
  { commandTree }: Pick<Context, "commandTree">,
  { words }: CommandsInput,
): Promise<Outcome<Model>> => {
  const tree = commandTree();
  const path = words.join(" ");
  const node = everyNode(tree).find((candidate) => candidate.path === path);
  if (node === undefined) throw unknownCommand(path, tree);
  return { model: { tree, commands: leavesOf(node) } };
};

const unknownCommand = (path: string, tree: CommandNode): Failure => {
  const names = everyNode(tree).flatMap((node) => (node.path === "" ? [] : [node.path]));
  const meant = closest(path, names);
  return new Failure("E_COMMAND", `there is no command "${path}"${didYouMean(meant)}`, {
    next: [{ words: ["novu-msg", "commands", ...(meant?.split(" ") ?? [])] }],
  });
};

export const document = ({ tree, commands }: Model): JsonObject => ({
  schema: 1,
  commands: commands.map(commandDocument),
  globalOptions: tree.options.map((option) => optionDocument(option, tree)),
  exitCodes: EXIT_CODES.map((entry): JsonValue => ({ ...entry })),
  failures: Object.entries(FAILURE_CODES).map(
    ([code, { exit, when }]): JsonValue => ({ code, exit: exitCodeOf(exit), when }),
  ),
  errorDocument: asSchemaDocument(failureDocumentSchema),
  warningDocument: asSchemaDocument(warningDocumentSchema),
  variables: VARIABLES.map((entry): JsonValue => ({ ...entry })),
});

export const view = ({ commands }: Model): Screen => ({
  table: {
    columns: [{ title: "COMMAND" }, { title: "WHAT IT DOES", shrinks: true }],
    rows: commands.map(({ path, summary }) => [{ text: path, tone: "strong" }, { text: summary }]),
  },
});

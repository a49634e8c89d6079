import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type { Invoke } from "../context/command-module.js";
import type { CommandNode } from "../context/command-node.js";
import { type CommandNotes, type CommandSpec, group } from "../options/command-spec.js";
import { createRoot } from "../options/global-options.js";
import { everyNode } from "../views/command-nodes.js";
import { helpText } from "../views/help-text.js";
import { commandTree } from "./command-tree.js";
import type { BuildCommand } from "./load-commands.js";
import { commandWords, usageFailure } from "./usage-failure.js";

export interface CommandProgram {
  readonly root: ReturnType<typeof createRoot>;
  readonly spec: CommandSpec;
  readonly tree: () => CommandNode;
}

/** For the texts that commander prints itself: help and version. */
interface ProgramText {
  readonly version: string;
  readonly write: (text: string) => void;
  /** Maximum columns of the help text. */
  readonly width: number;
}

const ROOT_NOTES: CommandNotes = {
  examples: [],
  conflicts: [
    ["--region", "--api-url"],
    ["--fields", "--query"],
  ],
};

/**
 * Builds commander's program from the given commands, without their bodies.
 * @param knownTree reads the whole tree recorded by the build; needed if `commands` is incomplete
 */
export const buildProgram = (
  invoke: Invoke,
  commands: readonly BuildCommand[],
  { version, ...text }: ProgramText,
  knownTree?: () => CommandNode,
): CommandProgram => {
  const root = createRoot().version(version, "-V, --version", "show the version");
  const spec = group(
    root,
    commands.map((build) => build(invoke)),
    ROOT_NOTES,
  );
  const loadTree = knownTree ?? (() => commandTree(spec));
  let cached: CommandNode | undefined;
  const tree = () => {
    cached ??= loadTree();
    return cached;
  };
  for (const member of everySpec(spec)) configure(member.command, text, tree);
  return { root, spec, tree };
};

export const everySpec = (spec: CommandSpec): CommandSpec[] => [spec, ...spec.children.flatMap(everySpec)];

/** commander does not inherit these settings for subcommands added with addCommand. */
const configure = (
  command: CommandUnknownOpts,
  { write, width }: Omit<ProgramText, "version">,
  tree: () => CommandNode,
): void => {
  command
    .exitOverride((error) => {
      if (error.exitCode === 0) throw error;
      throw error.code === "commander.help"
        ? error
        : usageFailure(error, command, () => nodeOf(tree(), command).children.map(nameOf));
    })
    .configureOutput({ writeOut: write, writeErr: write, outputError: () => {} })
    .configureHelp({
      formatHelp: (target) => `${helpText(nodeOf(tree(), target), tree().options, width)}\n`,
    })
    .helpCommand(false)
    .helpOption("-h, --help", "show help")
    .allowExcessArguments(false)
    .showSuggestionAfterError(false);
};

const nameOf = ({ path }: CommandNode): string => path.split(" ").at(-1) ?? "";

const nodeOf = (tree: CommandNode, command: CommandUnknownOpts): CommandNode => {
  const [, ...words] = commandWords(command);
  return everyNode(tree).find(({ path }) => path === words.join(" ")) ?? tree;
};

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { actionGroup } from "../commands/action/action.js";
import { apiCommand } from "../commands/api/api.js";
import { commandsCommand } from "../commands/commands.js";
import { completionCommand } from "../commands/completion.js";
import { doctorCommand } from "../commands/doctor.js";
import { helpCommand } from "../commands/help/help.js";
import { messageGroup } from "../commands/message/message.js";
import { profileGroup } from "../commands/profile/profile.js";
import { sandboxGroup } from "../commands/sandbox/sandbox.js";
import { subscriberGroup } from "../commands/subscriber/subscriber.js";
import { whoamiCommand } from "../commands/whoami.js";
import type { Invoke } from "../context/command-module.js";
import type { CommandNode } from "../context/command-node.js";
import { everyNode } from "../views/command-nodes.js";
import { helpText } from "../views/help-text.js";
import { type CommandNotes, type CommandSpec, group } from "./command-spec.js";
import { commandTree } from "./command-tree.js";
import { commandWords } from "./command-words.js";
import { createRoot } from "./global-options.js";
import { usageFailure } from "./usage-failure.js";

export interface Program {
  readonly root: ReturnType<typeof createRoot>;
  readonly spec: CommandSpec;
  readonly tree: () => CommandNode;
}

/** Gets what commander prints by itself: help and version. */
export interface ProgramText {
  readonly version: string;
  readonly write: (text: string) => void;
  /** Columns that no line of help goes beyond. */
  readonly width: number;
}

/** A line to parse, and the whole tree as it was written down before; with it only a part needs to be built. */
export interface Line {
  readonly argv: readonly string[];
  readonly tree: () => CommandNode;
}

const ROOT_NOTES: CommandNotes = {
  examples: [],
  conflicts: [
    ["--region", "--api-url"],
    ["--fields", "--query"],
  ],
};

const COMMANDS: Readonly<Record<string, (invoke: Invoke) => CommandSpec>> = {
  action: actionGroup,
  message: messageGroup,
  subscriber: subscriberGroup,
  profile: profileGroup,
  whoami: whoamiCommand,
  doctor: doctorCommand,
  api: apiCommand,
  sandbox: sandboxGroup,
  completion: completionCommand,
  commands: commandsCommand,
  help: helpCommand,
};

/**
 * The command tree. Bodies are not loaded. Given a line, only the commands whose names are among its words are
 * built, as commander cannot come to another; where there is none, and without a line, all are.
 */
export const buildProgram = (invoke: Invoke, { version, ...text }: ProgramText, line?: Line): Program => {
  const root = createRoot().version(version, "-V, --version", "show the version");
  const spec = group(
    root,
    builders(line?.argv ?? []).map((build) => build(invoke)),
    ROOT_NOTES,
  );
  const tree = line?.tree ?? (() => commandTree(spec));
  for (const member of everySpec(spec)) settle(member.command, text, tree);
  return { root, spec, tree };
};

const builders = (words: readonly string[]) => {
  const named = Object.entries(COMMANDS).filter(([name]) => words.includes(name));
  return (named.length > 0 ? named : Object.entries(COMMANDS)).map(([, build]) => build);
};

export const everySpec = (spec: CommandSpec): CommandSpec[] => [spec, ...spec.children.flatMap(everySpec)];

/** commander does not hand these down to subcommands that are added ready-made. */
const settle = (
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
      formatHelp: (shown) => `${helpText(nodeOf(tree(), shown), tree().options, width)}\n`,
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

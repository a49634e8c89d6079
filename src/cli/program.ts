import type { CommanderError, CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { nameOf } from "../completion/typed-line.js";
import type { Invoke } from "../context/command-module.js";
import type { CommandNode } from "../context/command-node.js";
import { Failure } from "../failures/failure.js";
import { closest, didYouMean } from "../model/did-you-mean.js";
import { type CommandNotes, type CommandSpec, group } from "../options/command-spec.js";
import { createRoot } from "../options/global-options.js";
import { metadataOf } from "../options/option-metadata.js";
import { everyNode } from "../views/command-nodes.js";
import { helpText } from "../views/help-text.js";
import { foreignOption } from "./foreign-options.js";
import type { loadCommands } from "./load-commands.js";

interface CommandProgram {
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

/** Flags that users may try. None exists: command lines are visible to other users and kept in the shell history. */
const SECRET_FLAGS = ["--secret-key", "--api-key", "--apikey", "--secret", "--token", "--key", "--auth"];

/** Options that Node itself reads from anywhere on the line, before the program starts. */
const NODE_FLAGS = ["--env-file", "--env-file-if-exists"];

/**
 * Builds commander's program from the given commands, without their bodies.
 * @param loadTree reads the whole tree recorded by the build, since `commands` may be incomplete
 */
export const buildProgram = (
  invoke: Invoke,
  commands: Awaited<ReturnType<typeof loadCommands>>,
  { version, ...text }: ProgramText,
  loadTree: () => CommandNode,
): CommandProgram => {
  const root = createRoot().version(version, "-V, --version", "show the version");
  const spec = group(
    root,
    commands.map((build) => build(invoke)),
    ROOT_NOTES,
  );
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
  for (const option of command.options) {
    if (GIVEN_ONCE.has(option.attributeName()) && metadataOf(option).isRepeatable !== true)
      refuseTwoValues(command, option);
  }
  command
    .exitOverride((error) => {
      if (error.exitCode === 0) throw error;
      throw error.code === "commander.help" ? error : usageFailure(error, command, tree);
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

/** They name the target or the content of a command, so two different values cannot both be meant. */
const GIVEN_ONCE: ReadonlySet<string> = new Set([
  "subscriber",
  "message",
  "transaction",
  "button",
  "status",
  "payload",
  "expect",
  "file",
]);

/** commander itself keeps the last value. */
const refuseTwoValues = (command: CommandUnknownOpts, option: Option): void => {
  let first: string | undefined;
  command.on(`option:${option.name()}`, (value: string) => {
    if (first !== undefined && first !== value)
      throw new Failure("E_CONFLICT", `${option.long} was given twice, with different values`, {
        hint: ["Use it once. Nothing was sent."],
      });
    first = value;
  });
};

export const nodeOf = (tree: CommandNode, command: CommandUnknownOpts): CommandNode => {
  const [, ...words] = commandWords(command);
  return everyNode(tree).find(({ path }) => path === words.join(" ")) ?? tree;
};

/**
 * Converts an error of commander to a Failure.
 * @param tree has all commands, including ones that are not loaded
 */
const usageFailure = (
  error: CommanderError,
  command: CommandUnknownOpts,
  tree: () => CommandNode,
): Failure => {
  const [, quoted = ""] = /'([^']*)'/.exec(error.message) ?? [];
  if (error.code === "commander.unknownOption") return unknownOption(quoted, command);
  if (error.code === "commander.unknownCommand") return unknownCommand(quoted, command, tree());
  if (error.code === "commander.excessArguments") return excessArguments(command);
  if (error.code === "commander.optionMissingArgument") return missingValue(quoted);
  return new Failure("E_USAGE", error.message.replace(/^error: /, ""), {
    hint: ["Nothing was sent."],
    next: [{ words: [...commandWords(command), "--help"] }],
  });
};

const missingValue = (flags: string): Failure =>
  new Failure("E_USAGE", `${flags.replace(/^-\w, /, "").replace(/ .*/s, "")} needs a value: ${flags}`, {
    hint: ["Nothing was sent."],
  });

const unknownOption = (flag: string, command: CommandUnknownOpts): Failure => {
  const name = flag.replace(/=.*/s, "");
  if (NODE_FLAGS.includes(name)) return nodeFlag(name);
  const flags = optionsFor(command);
  const foreign = foreignOption(name, flags, wordAfter(flag, command));
  if (foreign !== undefined) return foreignOptionFailure(name, command, foreign);
  const secretFlags = SECRET_FLAGS.filter((secret) => !flags.includes(secret));
  const meant = closest(
    name,
    [...secretFlags, ...flags].filter((known) => !isOpposite(name, known)),
  );
  if (meant !== undefined && secretFlags.includes(meant)) return secretFlag(name);
  return new Failure("E_OPTION", `there is no option ${name}${didYouMean(meant)}`, {
    hint: ["Nothing was sent."],
    correction: meant === undefined ? undefined : { wrong: name, right: meant },
    next: meant === undefined ? [{ words: [...commandWords(command), "--help"] }] : [],
  });
};

const foreignOptionFailure = (
  name: string,
  command: CommandUnknownOpts,
  { correction, hint }: NonNullable<ReturnType<typeof foreignOption>>,
): Failure => {
  const [first] = [correction ?? []].flat();
  return new Failure("E_OPTION", `there is no option ${name}${didYouMean(first?.right)}`, {
    hint: [...(hint === undefined ? [] : [hint]), "Nothing was sent."],
    correction,
    next: correction === undefined ? [{ words: [...commandWords(command), "--help"] }] : [],
  });
};

/** The word after an option on the typed line, or what follows its equals sign. */
const wordAfter = (flag: string, command: CommandUnknownOpts): string | undefined => {
  if (flag.includes("=")) return flag.slice(flag.indexOf("=") + 1);
  const [root] = lineage(command);
  const { rawArgs = [] } = root as { readonly rawArgs?: readonly string[] };
  return rawArgs[rawArgs.indexOf(flag) + 1];
};

/** `--no-overwrite` is similar to `--overwrite`, but means the opposite. */
const isOpposite = (typed: string, known: string): boolean =>
  typed.startsWith("--no-") !== known.startsWith("--no-") &&
  closest(withoutNo(typed), [withoutNo(known)]) !== undefined;

const withoutNo = (flag: string): string => flag.replace(/^--no-/, "--");

const nodeFlag = (name: string): Failure =>
  new Failure("E_OPTION", `${name} is a Node option; to read variables from a file use --dotenv`, {
    hint: [
      "Node applies it before novu-msg starts, and such a file can make it run code.",
      "Nothing was sent.",
    ],
    correction: { wrong: name, right: "--dotenv" },
  });

const secretFlag = (name: string): Failure =>
  new Failure("E_SECRET_FLAG", `there is no ${name}, because other users can see command lines`, {
    hint: [
      "Nothing was sent. Your shell history may contain the key now; consider rotating it.",
      "Put the key in NOVU_SECRET_KEY, or store it in a profile: with a hidden prompt,",
      "--key-stdin, --key-file, --key-env or --key-command.",
    ],
    next: [
      {
        words: ["novu-msg", "profile", "add", "prod", "--region", "eu"],
        when: "to enter the key, verify it and store it",
      },
    ],
  });

const unknownCommand = (name: string, command: CommandUnknownOpts, tree: CommandNode): Failure => {
  const node = nodeOf(tree, command);
  const names = node.children.map(nameOf);
  const elsewhere = groupsWith(name, tree);
  const meant = closest(name, names);
  // At the top, a word that names a command below a group is no typo.
  if (elsewhere.length > 0 && (node === tree || meant === undefined)) {
    const move = ({ path }: CommandNode) =>
      node === tree ? { words: [path], before: name } : { words: [path], replaces: nameOf(node) };
    return new Failure(
      "E_COMMAND",
      `there is no command "${[...commandWords(command).slice(1), name].join(" ")}"`,
      {
        hint: [`Did you mean ${elsewhere.map(({ path }) => `"${path} ${name}"`).join(" or ")}?`],
        alternatives: elsewhere.map(move),
      },
    );
  }
  return new Failure("E_COMMAND", `there is no command "${name}"${didYouMean(meant)}`, {
    hint: meant === undefined ? [`Commands: ${names.join(", ")}.`] : [],
    correction: meant === undefined ? undefined : { wrong: name, right: meant },
    next: meant === undefined ? [{ words: [...commandWords(command), "--help"] }] : [],
  });
};

/** The groups that have a command of this name. */
const groupsWith = (name: string, { children }: CommandNode): CommandNode[] =>
  children.filter((group) => group.children.some((child) => nameOf(child) === name));

const excessArguments = (command: CommandUnknownOpts): Failure =>
  new Failure("E_USAGE", `too many arguments for ${commandWords(command).join(" ")}`, {
    hint: ["Quote values that contain spaces. Nothing was sent."],
    next: [{ words: [...commandWords(command), "--help"] }],
  });

const optionsFor = (command: CommandUnknownOpts): string[] => [
  "--help",
  ...lineage(command).flatMap((ancestor) => ancestor.options.flatMap(({ long }) => long ?? [])),
];

/** A command and its ancestors, the program first. */
const lineage = (command: CommandUnknownOpts | null): CommandUnknownOpts[] =>
  command === null ? [] : [...lineage(command.parent), command];

/** The words that call a command, such as `novu-msg action set`. */
export const commandWords = (command: CommandUnknownOpts): string[] =>
  lineage(command).map((ancestor) => ancestor.name());

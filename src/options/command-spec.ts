import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type { Invoke } from "../context/command-module.js";
import type { CommandNode, Conflict } from "../context/command-node.js";
import { type ExitName, exitCodeOf } from "../failures/exit-codes.js";
import type { Level } from "../model/level.js";

/** What help and docs say about a command beyond what commander knows. */
export interface CommandNotes {
  /** Absent for a group. */
  readonly effect?: NonNullable<CommandNode["effect"]>;
  /** The level that its run needs whatever it does. Default: `write` for a command that writes, otherwise `read`. */
  readonly level?: Level;
  /** Sets of mutually exclusive options. */
  readonly conflicts?: readonly Conflict[];
  readonly examples: readonly string[];
  /** The positionals as usage shows them, if all of them can also be given by flag. */
  readonly operands?: string;
  /** What is printed to stdout. */
  readonly prints?: string;
  /** Its exits, in addition to ok and usage. */
  readonly exits?: readonly ExitName[];
  /** Prints only errors to stderr, unless -v is given. */
  readonly isSilent?: boolean;
}

export interface CommandSpec {
  readonly command: CommandUnknownOpts;
  readonly notes: CommandNotes;
  readonly children: readonly CommandSpec[];
}

type LeafNotes = CommandNotes & Required<Pick<CommandNotes, "effect">>;

/** The exits of commands that send requests to Novu, in addition to ok and usage. */
const REQUEST_EXITS: readonly ExitName[] = [
  "config",
  "auth",
  "not-found",
  "rejected",
  "network",
  "busy",
  "contract",
  "interrupted",
];

export const leaf = (command: CommandUnknownOpts, notes: LeafNotes): CommandSpec => ({
  command,
  notes,
  children: [],
});

/** Builds a command, whose action passes its input to `invoke`. A group builds what `words`, the line, can select. */
export type BuildCommand = (invoke: Invoke, words: readonly string[]) => CommandSpec;

/** A group with the commands that the line names: commander cannot select any other. All of them if it names none. */
export const groupOf =
  (create: () => CommandUnknownOpts, members: Readonly<Record<string, BuildCommand>>): BuildCommand =>
  (invoke, words) => {
    const all = Object.entries(members);
    const named = all.filter(([name]) => words.includes(name));
    return group(
      create(),
      (named.length > 0 ? named : all).map(([, build]) => build(invoke, words)),
    );
  };

/** A command that only holds others. */
export const group = (
  command: CommandUnknownOpts,
  children: readonly CommandSpec[],
  notes: CommandNotes = { examples: [] },
): CommandSpec => {
  for (const child of children) command.addCommand(child.command);
  return { command, notes, children };
};

/** The exits of a command that sends requests, together with its own ones, ordered by code. */
export const requestExits = (...extra: readonly ExitName[]): readonly ExitName[] =>
  [...REQUEST_EXITS, ...extra].sort((one, other) => exitCodeOf(one) - exitCodeOf(other));

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type { Conflict, Effect } from "../context/command-node.js";
import { type ExitName, exitCodeOf } from "../failures/exit-codes.js";

/** What help and docs say of a command beyond what commander knows. */
export interface CommandNotes {
  /** What it does to Novu; a group does nothing. */
  readonly effect?: Effect;
  /** Sets of options of which a line may have one. */
  readonly conflicts?: readonly Conflict[];
  readonly examples: readonly string[];
  /** The words after the name as usage shows them, where everything can also be given by flag. */
  readonly operands?: string;
  /** What stdout holds. */
  readonly prints?: string;
  /** How it can end, beyond ok and usage. */
  readonly exits?: readonly ExitName[];
  /** Nothing but errors is said on stderr, unless -v asks for it. */
  readonly isSilent?: boolean;
  /** What --fields can name; `*` where that is for the server to say. */
  readonly fields?: readonly string[];
}

/** One command: everything a user can type, and what is said of it. */
export interface CommandSpec {
  readonly command: CommandUnknownOpts;
  readonly notes: CommandNotes;
  readonly children: readonly CommandSpec[];
}

export type LeafNotes = CommandNotes & Required<Pick<CommandNotes, "effect">>;

/** How whoever asks Novu about messages and subscribers can end, beyond ok and usage. */
const OF_A_CALL: readonly ExitName[] = [
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

/** A command that only holds others. */
export const group = (
  command: CommandUnknownOpts,
  children: readonly CommandSpec[],
  notes: CommandNotes = { examples: [] },
): CommandSpec => {
  for (const child of children) command.addCommand(child.command);
  return { command, notes, children };
};

/** The exits of a command that does so, with those of its own, by their codes. */
export const exitsOfCall = (...own: readonly ExitName[]): readonly ExitName[] =>
  [...OF_A_CALL, ...own].sort((one, other) => exitCodeOf(one) - exitCodeOf(other));

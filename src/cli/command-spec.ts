import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type { ExitName } from "../failure/exit-codes.js";

/** What help and docs say of a command beyond what commander knows. */
export interface CommandNotes {
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

export const leaf = (command: CommandUnknownOpts, notes: CommandNotes): CommandSpec => ({
  command,
  notes,
  children: [],
});

/** A command that only holds others. */
export const group = (command: CommandUnknownOpts, children: readonly CommandSpec[]): CommandSpec => {
  for (const child of children) command.addCommand(child.command);
  return { command, notes: { examples: [] }, children };
};

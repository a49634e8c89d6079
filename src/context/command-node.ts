import type { ExitName } from "../failures/exit-codes.js";

/**
 * What a value refers to, so that completion can suggest existing ones. There is no kind for new names, such as that of a
 * new profile: there is nothing to suggest.
 */
export type ValueKind =
  | "command"
  | "fields"
  | "file"
  | "message"
  | "payload"
  | "profile"
  | "subscriber"
  | "variable";

/** Whether a command only reads from Novu, changes something there, or does not use it at all. */
type Effect = "reads" | "writes" | "local";

/** Mutually exclusive options, by their long names. */
export type Conflict = readonly [string, string, ...string[]];

export interface ArgumentNode {
  readonly name: string;
  readonly description: string;
  readonly isVariadic: boolean;
  readonly choices: readonly string[];
  readonly about: ValueKind | undefined;
  /** The long option for the same value, such as `--subscriber`. */
  readonly flag: string | undefined;
}

export interface OptionNode {
  /** As help shows it: `-p, --profile <name>`. */
  readonly flags: string;
  readonly long: string;
  readonly description: string;
  readonly takesValue: boolean;
  readonly isRepeatable: boolean;
  readonly choices: readonly string[];
  readonly about: ValueKind | undefined;
  readonly default: string | undefined;
}

/** One command as plain data, from which help, docs, completion and `commands --json` are made. */
export interface CommandNode {
  /** Words after the program's name, such as `action set`; empty for the program itself. */
  readonly path: string;
  readonly summary: string;
  /** Absent for a group. */
  readonly effect: Effect | undefined;
  readonly conflicts: readonly Conflict[];
  readonly usage: string;
  readonly arguments: readonly ArgumentNode[];
  readonly options: readonly OptionNode[];
  readonly examples: readonly string[];
  /** What is printed to stdout. */
  readonly prints: string | undefined;
  readonly exits: readonly ExitName[];
  /** The valid names for --fields; `*` if they depend on the server. */
  readonly fields: readonly string[];
  readonly children: readonly CommandNode[];
}

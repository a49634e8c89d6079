import type { ExitName } from "../failures/exit-codes.js";

/**
 * What a value is about, where something is known that could be offered for it. `new-profile` and the like
 * are absent on purpose: nothing is known of what does not exist yet.
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

/** What a command does to Novu: reads it at most, changes what it holds, or has nothing to do with it. */
export type Effect = "reads" | "writes" | "local";

/** Long options that exclude each other. */
export type Conflict = readonly [string, string, ...string[]];

export interface ArgumentNode {
  readonly name: string;
  readonly description: string;
  readonly isVariadic: boolean;
  readonly choices: readonly string[];
  readonly about: ValueKind | undefined;
  /** The long option that fills the same place, such as `--subscriber`. */
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

/** One command as a plain value: what help, docs, completion and `commands --json` are made of. */
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
  /** What stdout holds. */
  readonly prints: string | undefined;
  readonly exits: readonly ExitName[];
  /** What --fields can name. */
  readonly fields: readonly string[];
  readonly children: readonly CommandNode[];
}

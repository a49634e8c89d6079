import type { ExitName } from "../failure/exit-codes.js";

export interface ArgumentNode {
  readonly name: string;
  readonly description: string;
  readonly isVariadic: boolean;
  readonly choices: readonly string[];
}

export interface OptionNode {
  /** As help shows it: `-p, --profile <name>`. */
  readonly flags: string;
  readonly long: string;
  readonly description: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
  readonly default: string | undefined;
}

/** One command as a plain value: what help, docs, completion and `commands --json` are made of. */
export interface CommandNode {
  /** Words after the program's name, such as `action set`; empty for the program itself. */
  readonly path: string;
  readonly summary: string;
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

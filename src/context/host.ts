import type { Readable } from "node:stream";
import type { Processes } from "../files/system-processes.js";
import type { TerminalStream } from "../output/terminal-stream.js";
import type { CommandNode } from "./command-node.js";
import type { OutputSchemas } from "./output-schemas.js";

/** This process and its environment. Only `main.ts` and tests implement it; everything else gets it as a parameter. */
export interface Host {
  /** Without Node and the script. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The variables for child processes: `env` without keys and without those of --dotenv files. */
  readonly childEnv: Readonly<Record<string, string | undefined>>;
  /** What to call the source of a key that the program itself put into `env`. */
  readonly keySource?: string | undefined;
  readonly platform: string;
  /** Undefined if the user has no home folder. */
  readonly home: string | undefined;
  /** The effective user's id; absent on Windows. */
  readonly uid: number | undefined;
  readonly version: string;
  readonly nodeVersion: string;
  readonly stdin: { readonly stream: Readable; readonly isTerminal: boolean };
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
  /** The built `config/keychain-program.ts`, as a program and its arguments. */
  readonly keychainProgram: readonly [string, ...string[]];
  /** This program itself, as a program and its arguments. */
  readonly cliProgram: readonly [string, ...string[]];
  /** All commands and options, as recorded by the build. */
  readonly commandTree: () => CommandNode;
  /** What each command prints for programs, as recorded by the build. */
  readonly outputSchemas: () => OutputSchemas;
  /**
   * Writes to stdout synchronously, without creating a stream, which takes longer.
   * @returns the bytes that could not be written
   */
  readonly writeNow: (text: string) => Uint8Array;
  /** Aborted by SIGINT and SIGTERM, with the signal's name as its reason, and by a crash. */
  readonly signal: AbortSignal;
  readonly processes: Processes;
  /** ms since the epoch. */
  readonly now: () => number;
  /** Makes V8 collect garbage earlier, so that the heap of a long run stays small. */
  readonly limitHeapGrowth: () => void;
  /** In [0, 1). */
  readonly random: () => number;
  /** Settles after `ms`; on abort it may resolve or reject. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

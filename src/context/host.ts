import type { Readable } from "node:stream";
import type { TerminalStream } from "../output/terminal-stream.js";
import type { CommandNode } from "./command-node.js";

/** Who runs on this machine. */
export interface Processes {
  readonly own: number;
  readonly isRunning: (pid: number) => boolean;
}

/** The world outside, as `main.ts` found it; the only door to it for everything below. */
export interface Host {
  /** Without node and the script. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What programs are started with: the same, without anything from a file of --dotenv. */
  readonly childEnv: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** Absent where the user has none. */
  readonly home: string | undefined;
  /** The effective user's id; absent on Windows. */
  readonly user: number | undefined;
  readonly version: string;
  readonly nodeVersion: string;
  readonly stdin: { readonly stream: Readable; readonly isTerminal: boolean };
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
  /** The program that talks to the system's keychain, word by word: `config/keychain-program.ts`, built. */
  readonly keychainProgram: readonly [string, ...string[]];
  /** This program itself, word by word. */
  readonly ownProgram: readonly [string, ...string[]];
  /** All that can be typed, as the build wrote it down. */
  readonly commandTree: () => CommandNode;
  /**
   * Writes to stdout at once, without opening it as a stream, a short answer that somebody waits for;
   * gives back what could not be written.
   */
  readonly writeNow: (text: string) => Uint8Array;
  /** Aborted by SIGINT and SIGTERM, its reason is the signal's name; and by a crash. */
  readonly signal: AbortSignal;
  readonly processes: Processes;
  /** ms since the epoch. */
  readonly now: () => number;
  /** Keeps the heap from growing by what is needed no more, for long runs. */
  readonly holdHeap: () => void;
  /** From 0 up to but not 1. */
  readonly random: () => number;
  /** Settles after so many ms, or in whatever way when the signal comes. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

import type { Readable, Writable } from "node:stream";

/** One of the two output streams and what is known of it. */
export interface HostStream {
  readonly stream: Writable;
  readonly isTerminal: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly columns: number;
}

/** The world outside, as `main.ts` found it; the only door to it for everything below. */
export interface Host {
  /** Without node and the script. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly home: string;
  readonly version: string;
  readonly nodeVersion: string;
  readonly stdin: { readonly stream: Readable; readonly isTerminal: boolean };
  readonly stdout: HostStream;
  readonly stderr: HostStream;
  /** Aborted by SIGINT and SIGTERM; its reason is the signal's name. */
  readonly signal: AbortSignal;
  /** ms since the epoch. */
  readonly now: () => number;
}

import type { Writable } from "node:stream";

/** One of the two output streams and what is known of it. */
export interface TerminalStream {
  readonly stream: Writable;
  readonly isTerminal: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly columns: number;
}

import type { Writable } from "node:stream";

/** One of the two output streams and what is known of it. */
export interface TerminalStream {
  readonly stream: Writable;
  /** Where `stream` spells our signs in ASCII: the same without that, for what programs read. */
  readonly exact?: Writable;
  readonly isTerminal: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly columns: number;
}

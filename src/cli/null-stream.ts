import { Writable } from "node:stream";
import type { TerminalStream } from "../output/terminal-stream.js";

/** Discards everything that is written to it. */
export const nullStream = (): TerminalStream => ({
  stream: new Writable({ write: (_chunk, _encoding, done) => done() }),
  isTerminal: false,
  columns: 80,
});

import type { Writable } from "node:stream";

/** Writes text and resolves when the stream has taken it. A reader that has gone away is no error. */
export type Write = (text: string) => Promise<void>;

export const createWriter = (stream: Writable): Write => {
  // Without a listener the failed write would end the process; `| head -1` closes the pipe on purpose.
  stream.on("error", () => {});
  return (text) => new Promise((resolve) => stream.write(text, () => resolve()));
};

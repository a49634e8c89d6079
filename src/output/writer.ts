import type { Writable } from "node:stream";
import { Failure } from "../failures/failure.js";

/**
 * Writes text and resolves when the stream has taken it, with whether somebody still reads.
 * @throws Failure E_OUTPUT when it cannot
 */
export type Write = (text: string) => Promise<boolean>;

/** A reader that has gone away is no error: `| head -1` closes the pipe on purpose. */
const GONE = new Set(["EPIPE", "ERR_STREAM_DESTROYED", "ECONNRESET", "EBADF"]);

const guarded = new WeakSet<Writable>();

/** @param change what is done to every text on its way */
export const createWriter = (
  stream: Writable,
  change: (text: string) => string = (text) => text,
): ((text: string | Uint8Array) => Promise<boolean>) => {
  if (!guarded.has(stream)) {
    guarded.add(stream);
    stream.on("error", () => {}); // The write's own callback tells; without a listener the process would end.
  }
  return (text) =>
    new Promise((resolve, reject) => {
      stream.write(
        typeof text === "string" ? change(text) : text,
        (error: NodeJS.ErrnoException | null | undefined) => {
          if (!error || GONE.has(error.code ?? "")) resolve(!error);
          else reject(outputFailure(error));
        },
      );
    });
};

const outputFailure = (error: NodeJS.ErrnoException): Failure =>
  new Failure("E_OUTPUT", `the output cannot be written: ${error.code ?? error.message}`, {
    hint: ["What the command did before, it did; only its result could not be written."],
    sent: "unknown",
    cause: error,
  });

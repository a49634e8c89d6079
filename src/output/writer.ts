import type { Writable } from "node:stream";
import { systemErrorReason } from "../failures/errno-phrase.js";
import { Failure } from "../failures/failure.js";

/**
 * Writes text and resolves when the stream has accepted it, with whether the reader is still there.
 * @throws Failure E_OUTPUT if the write fails
 */
export type Write = (text: string) => Promise<boolean>;

/** A closed pipe is not an error: `| head -1` closes it on purpose. */
const CLOSED_STREAM_CODES = new Set(["EPIPE", "ERR_STREAM_DESTROYED", "ECONNRESET", "EBADF"]);

const withErrorListener = new WeakSet<Writable>();

/** @param change is applied to every text before it is written */
export const createWriter = (
  stream: Writable,
  change: (text: string) => string = (text) => text,
): ((text: string | Uint8Array) => Promise<boolean>) => {
  if (!withErrorListener.has(stream)) {
    withErrorListener.add(stream);
    stream.on("error", () => {}); // The callback of the write reports it; without a listener the process would exit.
  }
  return (text) =>
    new Promise((resolve, reject) => {
      stream.write(
        typeof text === "string" ? change(text) : text,
        (error: NodeJS.ErrnoException | null | undefined) => {
          if (!error || CLOSED_STREAM_CODES.has(error.code ?? "")) resolve(!error);
          else reject(outputFailure(error));
        },
      );
    });
};

const outputFailure = (error: NodeJS.ErrnoException): Failure =>
  new Failure("E_OUTPUT", `the output can't be written: ${systemErrorReason(error, "write")}`, {
    hint: ["The command itself was carried out; only its output couldn't be written."],
    sent: "unknown",
    cause: error,
  });

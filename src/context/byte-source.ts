import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { addAbortSignal, type Readable } from "node:stream";
import { Failure } from "../failures/failure.js";
import type { Host } from "./host.js";
import { unreadableFile } from "./read-input.js";

/** Bytes that come bit by bit. */
export interface ByteSource {
  /** For messages. */
  readonly name: string;
  /** Whether it can be read twice: a file can, what comes through a pipe cannot. */
  readonly isLasting: boolean;
  /** From the beginning. @throws Failure E_FILE, E_INTERRUPTED */
  read(): AsyncIterable<Uint8Array>;
}

const CHUNK_BYTES = 2 ** 18;

/** A file; also one that is a pipe, as a shell makes it of `<(…)`. @throws Failure E_FILE */
export const fileBytes = async (file: string, signal: AbortSignal): Promise<ByteSource> => {
  const facts = await stat(file).catch((error: unknown) => {
    throw unreadableFile(file, error);
  });
  if (facts.isDirectory()) throw unreadableFile(file, { code: "EISDIR" });
  return {
    name: file,
    isLasting: facts.isFile(),
    read: () => bytesOf(createReadStream(file, { highWaterMark: CHUNK_BYTES }), file, signal),
  };
};

export const stdinBytes = ({ stdin, signal }: Pick<Host, "stdin" | "signal">): ByteSource => ({
  name: "stdin",
  isLasting: false,
  read: () => bytesOf(stdin.stream, "what came on stdin", signal),
});

/** Ends with the run: whoever waits for a byte that never comes has to be let go. */
async function* bytesOf(stream: Readable, name: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  try {
    yield* addAbortSignal(signal, stream);
  } catch (error) {
    if (signal.aborted) throw new Failure("E_INTERRUPTED", "stopped", { sent: "no" });
    throw unreadableFile(name, error);
  }
}

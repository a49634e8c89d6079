import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { addAbortSignal, type Readable } from "node:stream";
import { Failure } from "../failures/failure.js";
import type { Host } from "./host.js";
import { unreadableFile } from "./read-input.js";

/** A file or stdin, read in chunks. */
interface ByteSource {
  /** For error messages. */
  readonly name: string;
  /** Whether it can be read more than once: a file can, a pipe cannot. */
  readonly isRereadable: boolean;
  /** Reads from the beginning. @throws Failure E_FILE, E_INTERRUPTED */
  read(): AsyncIterable<Uint8Array>;
}

const CHUNK_BYTES = 2 ** 18;

/** Opens a file. It may be a pipe, such as from the shell's `<(…)`. @throws Failure E_FILE */
export const fileBytes = async (file: string, signal: AbortSignal): Promise<ByteSource> => {
  const stats = await stat(file).catch((error: unknown) => {
    throw unreadableFile(file, error);
  });
  if (stats.isDirectory()) throw unreadableFile(file, { code: "EISDIR" });
  return {
    name: file,
    isRereadable: stats.isFile(),
    read: () => bytesOf(createReadStream(file, { highWaterMark: CHUNK_BYTES }), file, signal),
  };
};

export const stdinBytes = ({ stdin, signal }: Pick<Host, "stdin" | "signal">): ByteSource => ({
  name: "stdin",
  isRereadable: false,
  read: () => bytesOf(stdin.stream, "what came on stdin", signal),
});

/** Stops when the run is aborted, even while waiting for a byte. */
async function* bytesOf(stream: Readable, name: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  try {
    yield* addAbortSignal(signal, stream);
  } catch (error) {
    if (signal.aborted) throw new Failure("E_INTERRUPTED", "stopped", { sent: "no" });
    throw unreadableFile(name, error);
  }
}

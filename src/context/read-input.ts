import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { addAbortSignal, type Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { errnoPhrase } from "../failures/errno-phrase.js";
import { Failure } from "../failures/failure.js";
import type { Host } from "./host.js";

/** The text of a file. @throws Failure E_FILE */
export const readTextFile = async (file: string): Promise<string> => {
  if (file === "") throw unreadable("a file without a name");
  const bytes = await readFile(file).catch((error: unknown) => {
    throw unreadableFile(file, error);
  });
  return decodeText(bytes, file);
};

/** Reads all of stdin. @throws Failure E_FILE, E_INTERRUPTED */
export const readStdin = async (host: Pick<Host, "stdin" | "signal">): Promise<string> =>
  decodeText(await drain(host), "stdin");

/** The failure for an error of the system. */
const unreadableFile = (file: string, error: unknown): Failure => {
  const { code, message } = error as NodeJS.ErrnoException;
  return unreadable(file, code === undefined ? message : errnoPhrase(code, "read"));
};

export const unreadable = (source: string, why?: string): Failure =>
  new Failure("E_FILE", `${source} can't be read${why === undefined ? "" : `: ${why}`}`, {
    hint: ["Nothing was sent."],
  });

/** Decodes UTF-8, with or without a byte order mark. Other encodings are rejected, not misread. @throws Failure E_FILE */
export const decodeText = (bytes: Uint8Array, source: string): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(source, "it isn't valid UTF-8");
  }
};

const drain = async ({ stdin, signal }: Pick<Host, "stdin" | "signal">): Promise<Uint8Array> => {
  try {
    return await buffer(addAbortSignal(signal, stdin.stream));
  } catch (error) {
    throw signal.aborted ? new Failure("E_INTERRUPTED", "canceled; nothing was sent") : error;
  }
};

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
  read: () => bytesOf(stdin.stream, "stdin", signal),
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

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { parseArgsStringToArgv } from "string-argv";
import { Failure } from "../failures/failure.js";
import { exactSeconds } from "../model/durations.js";
import type { Env } from "../model/env.js";

const TIMEOUT_MS = 30_000;
/** A key has about 32 characters; programs may print a few more lines. */
const MAX_OUTPUT_BYTES = 64 * 1024;

/** Defaults: this process's variables, no signal, 30 s. */
interface KeyCommandOptions {
  readonly env?: Env;
  readonly signal?: AbortSignal;
  readonly limitMs?: number;
}

/**
 * Runs a command such as `op read op://…` without a shell and returns its stdout. Its output appears in no message, cause
 * or stream, since it may contain the key.
 * @throws Failure E_KEY_SOURCE
 */
export const runKeyCommand = async (
  command: string,
  { env, signal, limitMs = TIMEOUT_MS }: KeyCommandOptions = {},
): Promise<string> => {
  const [program, ...words] = parseArgsStringToArgv(command);
  if (program === undefined) throw new Failure("E_KEY_SOURCE", "the key command is empty");
  try {
    const running = promisify(execFile)(program, words, {
      timeout: limitMs,
      maxBuffer: MAX_OUTPUT_BYTES,
      // The program may ignore SIGTERM.
      killSignal: "SIGKILL",
      ...(env === undefined ? {} : { env }),
      ...(signal === undefined ? {} : { signal }),
    });
    // Without this, a program that reads stdin would wait until the timeout.
    running.child.stdin?.end();
    return (await running).stdout;
  } catch (error) {
    if (signal?.aborted) throw new Failure("E_INTERRUPTED", "canceled; nothing was sent");
    throw new Failure("E_KEY_SOURCE", `the key command "${program}" failed: ${reason(error, limitMs)}`, {
      hint: [
        "It runs without a shell; for a pipe use: sh -c 'first | second'. Nothing was sent.",
        "Run it yourself to see its output.",
      ],
    });
  }
};

const reason = (error: unknown, limitMs: number): string => {
  const { code, killed, signal } = error as { code?: unknown; killed?: unknown; signal?: unknown };
  if (code === "ENOENT") return "no such program";
  if (code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") return "its output is too long for a key";
  if (killed === true) return `it took longer than ${exactSeconds(limitMs)}`;
  return `it exited with ${String(code ?? signal)}`;
};

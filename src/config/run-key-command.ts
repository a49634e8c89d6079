import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { parseArgsStringToArgv } from "string-argv";
import { Failure } from "../failures/failure.js";
import type { Env } from "../model/env.js";

const TIME_LIMIT_MS = 30_000;
/** A key has some 32 characters; programs say a few lines more. */
const MOST_BYTES = 64 * 1024;

/** What the program is run with; the process's own variables and no end when left out. */
export interface Surroundings {
  readonly env?: Env;
  readonly signal?: AbortSignal;
  readonly limitMs?: number;
}

/**
 * Runs `op read op://…` and the like, word by word and without a shell, and gives its standard output.
 * What it printed goes nowhere else, to neither stream: not into messages, not into causes.
 * @throws Failure E_KEY_SOURCE
 */
export const runKeyCommand = async (
  command: string,
  { env, signal, limitMs = TIME_LIMIT_MS }: Surroundings = {},
): Promise<string> => {
  const [program, ...words] = parseArgsStringToArgv(command);
  if (program === undefined) throw new Failure("E_KEY_SOURCE", "the key command is empty");
  try {
    const running = promisify(execFile)(program, words, {
      timeout: limitMs,
      maxBuffer: MOST_BYTES,
      // A program may not heed a polite signal.
      killSignal: "SIGKILL",
      ...(env === undefined ? {} : { env }),
      ...(signal === undefined ? {} : { signal }),
    });
    // Nobody types here: a program that waits for input is to see its end, not the time limit.
    running.child.stdin?.end();
    return (await running).stdout;
  } catch (error) {
    if (signal?.aborted) throw new Failure("E_INTERRUPTED", "stopped; nothing was sent");
    throw new Failure(
      "E_KEY_SOURCE",
      `the key command "${program}" did not give a key: ${reason(error, limitMs)}`,
      {
        hint: [
          "It is run without a shell; for a pipe write: sh -c 'first | second'. Nothing was sent.",
          "Run it by hand to see what it says.",
        ],
      },
    );
  }
};

const reason = (error: unknown, limitMs: number): string => {
  const { code, killed, signal } = error as { code?: unknown; killed?: unknown; signal?: unknown };
  if (code === "ENOENT") return "there is no such program";
  if (code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") return "it printed far more than a key";
  if (killed === true) return `it took longer than ${limitMs / 1000} s`;
  return `it ended with ${String(code ?? signal)}`;
};

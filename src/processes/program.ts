import { type ChildProcess, spawn } from "node:child_process";
import { access, constants, open, stat } from "node:fs/promises";
import path from "node:path";
import { parseArgsStringToArgv } from "string-argv";
import { Failure } from "../failures/failure.js";
import { withoutKeyVariables } from "../model/env.js";

interface ProgramInput {
  /** Added to its variables. A NUL byte, which is not allowed there, becomes U+FFFD. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
}

/** The exit code, or the signal that ended the program. */
type ProgramEnd = number | string;

/**
 * Runs a program of the user. Everything it prints goes to this run's stderr.
 * @throws Failure E_EXEC if it cannot be started, E_INTERRUPTED
 */
type RunProgram = (input: ProgramInput) => Promise<ProgramEnd>;

interface ProgramOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Masks this run's keys. A variable whose value it changes is not passed on. */
  readonly withoutKeys: (text: string) => string;
  readonly platform: string;
}

const STDERR = 2;
/** Time between SIGTERM and SIGKILL. */
const KILL_DELAY_MS = 2_000;

type ProgramWords = readonly [name: string, ...words: string[]];

/**
 * Splits a command line as a shell would, but runs it without one. A missing program is reported at once, not at the
 * first run.
 * @throws Failure E_EXEC
 */
export const createProgram = async (line: string, options: ProgramOptions): Promise<RunProgram> => {
  const [name, ...words] = programWords(line);
  const why = await whyNotExecutable(name, options);
  if (why !== undefined) throw notStarted(name, why);
  await assertInterpreter(name, options);
  return async ({ env, stdin }) => {
    const { signal } = options;
    if (signal.aborted) throw stopped();
    const child = spawn(name, words, {
      env: { ...withoutKeyValues(options), ...withoutNul(env) },
      // stdout is reserved for the events.
      stdio: ["pipe", STDERR, STDERR],
    });
    const release = killOnAbort(child, signal);
    // The program may ignore its stdin.
    child.stdin?.on("error", () => {});
    child.stdin?.end(stdin);
    try {
      const end = await endOf(child, name);
      if (signal.aborted) throw stopped();
      return end;
    } finally {
      release();
      child.stdin?.destroy();
    }
  };
};

const endOf = (child: ChildProcess, name: string): Promise<ProgramEnd> =>
  new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      reject(notStarted(name, error.code ?? error.message, error)),
    );
    // Not “close”, which would also wait for the program's own children.
    child.once("exit", (code, signal) => resolve(code ?? signal ?? 0));
  });

/** On abort, sends SIGTERM and later SIGKILL. Returns a function that cancels this. */
const killOnAbort = (child: ChildProcess, signal: AbortSignal): (() => void) => {
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    child.kill("SIGTERM");
    timer = setTimeout(() => child.kill("SIGKILL"), KILL_DELAY_MS);
  };
  signal.addEventListener("abort", end, { once: true });
  return () => {
    signal.removeEventListener("abort", end);
    clearTimeout(timer);
  };
};

/** Also without a key under another name, as --key-env allows it. */
const withoutKeyValues = ({ env, withoutKeys }: ProgramOptions): Record<string, string> =>
  Object.fromEntries(
    Object.entries(withoutKeyVariables(env)).flatMap(([name, value]) =>
      value === undefined || withoutKeys(value) !== value ? [] : [[name, value] as const],
    ),
  );

const withoutNul = (env: ProgramInput["env"]): Record<string, string> =>
  Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replaceAll("\0", "\ufffd")]));

const stopped = (): Failure => new Failure("E_INTERRUPTED", "stopped", { sent: "no" });

const notStarted = (name: string, reason: string, cause?: unknown): Failure =>
  new Failure("E_EXEC", `--exec "${name}" can't be started: ${REASONS[reason] ?? reason}`, {
    hint: ["It runs without a shell; for variables and pipes use: --exec \"sh -c '…'\"."],
    sent: "no",
    cause,
  });

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such program",
  EACCES: "it isn't executable",
  CRLF: "it has Windows line endings (CR LF); save it with LF",
};

interface SearchPath {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
}

/** Used if PATH is not set. */
const DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

/** The error code that starting the program would fail with; undefined if it can be started. */
const whyNotExecutable = async (
  name: string,
  searchPath: SearchPath,
): Promise<"ENOENT" | "EACCES" | undefined> => {
  const ends = await Promise.all(candidates(name, searchPath).map(accessError));
  if (ends.includes(undefined)) return undefined;
  return ends.includes("EACCES") ? "EACCES" : "ENOENT";
};

const accessError = async (file: string): Promise<"ENOENT" | "EACCES" | undefined> => {
  try {
    if (!(await stat(file)).isFile()) return "EACCES";
  } catch {
    return "ENOENT";
  }
  return access(file, constants.X_OK).then(
    () => undefined,
    () => "EACCES" as const,
  );
};

/**
 * A script from Windows names its interpreter with a carriage return at the end, and a wrong one is found only when the script
 * is started: then the first event would be lost.
 * @throws Failure E_EXEC
 */
const assertInterpreter = async (name: string, searchPath: SearchPath): Promise<void> => {
  if (searchPath.platform === "win32") return;
  const file = await firstExecutable(name, searchPath);
  const line = file === undefined ? undefined : await shebangOf(file);
  if (line === undefined) return;
  if (line.endsWith("\r")) throw notStarted(name, "CRLF");
  const interpreter = /^#![ \t]*([^ \t]+)/.exec(line)?.[1];
  if (interpreter === undefined || (await accessError(interpreter)) === undefined) return;
  throw notStarted(name, `its first line names ${interpreter}, which isn't executable`);
};

const firstExecutable = async (name: string, searchPath: SearchPath): Promise<string | undefined> => {
  for (const file of candidates(name, searchPath)) if ((await accessError(file)) === undefined) return file;
  return undefined;
};

/** Longer than any system reads. */
const SHEBANG_BYTES = 4_096;

/** The first line of a script, with its carriage return; undefined if it names no interpreter or cannot be read. */
const shebangOf = async (file: string): Promise<string | undefined> => {
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SHEBANG_BYTES), 0, SHEBANG_BYTES, 0);
    const [line = ""] = buffer.toString("utf8", 0, bytesRead).split("\n");
    return line.startsWith("#!") ? line : undefined;
  } finally {
    await handle.close();
  }
};

/** A name with a slash is a path. Other names are searched in the folders of PATH. */
const candidates = (name: string, { env, platform }: SearchPath): readonly string[] => {
  if (platform === "win32") return windowsCandidates(name, env);
  if (name.includes("/")) return [name];
  return (env.PATH ?? DEFAULT_PATH).split(":").map((folder) => path.posix.join(folder || ".", name));
};

const windowsCandidates = (name: string, env: SearchPath["env"]): readonly string[] => {
  const [, folders = ""] = Object.entries(env).find(([key]) => key.toUpperCase() === "PATH") ?? [];
  const files = /[\\/:]/.test(name)
    ? [name]
    : [".", ...folders.split(";").filter(Boolean)].map((folder) => path.win32.join(folder, name));
  return files.flatMap((file) => [file, `${file}.com`, `${file}.exe`]);
};

/** Splits a line into words as a shell would. @throws Failure E_EXEC */
const programWords = (line: string): ProgramWords => {
  const quote = openQuote(line);
  if (quote !== undefined) throw notClosed(line, quote);
  const [name, ...words] = parseArgsStringToArgv(line);
  if (name === undefined) throw new Failure("E_EXEC", "--exec is empty", { sent: "no" });
  return [name, ...words];
};

/** The quote that is not closed, if any. Within quotes of one kind the other kind has no meaning. */
const openQuote = (line: string): string | undefined =>
  [...line].reduce<string | undefined>((open, letter) => {
    if (open !== undefined) return letter === open ? undefined : open;
    return letter === "'" || letter === '"' ? letter : undefined;
  }, undefined);

const notClosed = (line: string, quote: string): Failure => {
  const other = quote === '"' ? "'" : '"';
  return new Failure("E_EXEC", `--exec: unclosed ${quote} in: ${line}`, {
    hint: [
      `Close it: ${line}${quote}`,
      `For a literal ${quote}, quote it: ${other}${quote}${other}. Nothing was sent.`,
    ],
    sent: "no",
  });
};

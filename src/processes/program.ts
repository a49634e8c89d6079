import { type ChildProcess, spawn } from "node:child_process";
import { access, constants, stat } from "node:fs/promises";
import path from "node:path";
import { parseArgsStringToArgv } from "string-argv";
import { Failure } from "../failures/failure.js";

/** What a program is told, and how. */
export interface Occasion {
  /** Added to its variables; a NUL byte, which none can hold, becomes U+FFFD. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
}

/** How a program ended: its exit code, or the signal that ended it. */
type ProgramEnd = number | string;

/**
 * A user's own program. What it prints, to whichever stream, goes to this run's stderr.
 * @throws Failure E_EXEC where it cannot be started, E_INTERRUPTED
 */
export type RunProgram = (occasion: Occasion) => Promise<ProgramEnd>;

export interface ProgramSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Changes a text that holds a key of this run; a variable with such a value is kept from the program. */
  readonly withoutKeys: (text: string) => string;
  readonly platform: string;
}

const STDERR = 2;
/** A program may not heed a polite signal. */
const PATIENCE_MS = 2_000;
const KEY_VARIABLES: ReadonlySet<string> = new Set([
  "NOVU_MSG_SECRET_KEY",
  "NOVU_SECRET_KEY",
  "NOVU_API_KEY",
]);

/** A program's name and its words. */
type ProgramWords = readonly [name: string, ...words: string[]];

/**
 * A program and its words, split as a shell would, but run without one. That it is not there is known before it is needed.
 * @throws Failure E_EXEC
 */
export const createProgram = async (line: string, surroundings: ProgramSurroundings): Promise<RunProgram> => {
  const [name, ...words] = programWords(line);
  const why = await whyNoProgram(name, surroundings);
  if (why !== undefined) throw notStarted(name, why);
  return async ({ env, stdin }) => {
    const { signal } = surroundings;
    if (signal.aborted) throw stopped();
    const child = spawn(name, words, {
      env: { ...keyless(surroundings), ...withoutNul(env) },
      // Not stdout: that belongs to whoever reads the events.
      stdio: ["pipe", STDERR, STDERR],
    });
    const release = endWith(child, signal);
    // A program need not read what it is told.
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
    // Not “close”: what it may have started goes on by itself.
    child.once("exit", (code, signal) => resolve(code ?? signal ?? 0));
  });

/** Asks the program to end when the signal comes, and soon makes it. Gives what undoes that. */
const endWith = (child: ChildProcess, signal: AbortSignal): (() => void) => {
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    child.kill("SIGTERM");
    timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  };
  signal.addEventListener("abort", end, { once: true });
  return () => {
    signal.removeEventListener("abort", end);
    clearTimeout(timer);
  };
};

const keyless = ({ env, withoutKeys }: ProgramSurroundings): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || KEY_VARIABLES.has(name.toUpperCase()) || withoutKeys(value) !== value
        ? []
        : [[name, value] as const],
    ),
  );

const withoutNul = (env: Occasion["env"]): Record<string, string> =>
  Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replaceAll("\0", "\ufffd")]));

const stopped = (): Failure => new Failure("E_INTERRUPTED", "stopped", { sent: "no" });

const notStarted = (name: string, reason: string, cause?: unknown): Failure =>
  new Failure("E_EXEC", `--exec "${name}" cannot be started: ${REASONS[reason] ?? reason}`, {
    hint: ["It is run without a shell; for variables and pipes write: --exec \"sh -c '…'\"."],
    sent: "no",
    cause,
  });

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such program",
  EACCES: "it may not be run",
};

interface SearchPath {
  /** The program's own variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
}

/** Where the system looks when no variable says it. */
const USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

/** Why the system will not start a program of this name, in its own word; undefined where it will. */
const whyNoProgram = async (name: string, place: SearchPath): Promise<"ENOENT" | "EACCES" | undefined> => {
  const ends = await Promise.all(candidates(name, place).map(whyNot));
  if (ends.includes(undefined)) return undefined;
  return ends.includes("EACCES") ? "EACCES" : "ENOENT";
};

const whyNot = async (file: string): Promise<"ENOENT" | "EACCES" | undefined> => {
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

/** A name with a folder in it is a file; others are looked for in the folders of PATH. */
const candidates = (name: string, { env, platform }: SearchPath): readonly string[] => {
  if (platform === "win32") return windowsCandidates(name, env);
  if (name.includes("/")) return [name];
  return (env.PATH ?? USUAL_PATH).split(":").map((folder) => path.posix.join(folder || ".", name));
};

const windowsCandidates = (name: string, env: SearchPath["env"]): readonly string[] => {
  const [, folders = ""] = Object.entries(env).find(([key]) => key.toUpperCase() === "PATH") ?? [];
  const files = /[\\/:]/.test(name)
    ? [name]
    : [".", ...folders.split(";").filter(Boolean)].map((folder) => path.win32.join(folder, name));
  return files.flatMap((file) => [file, `${file}.com`, `${file}.exe`]);
};

/** A line split as a shell would, without one. @throws Failure E_EXEC */
const programWords = (line: string): ProgramWords => {
  const quote = openQuote(line);
  if (quote !== undefined) throw notClosed(line, quote);
  const [name, ...words] = parseArgsStringToArgv(line);
  if (name === undefined) throw new Failure("E_EXEC", "--exec names no program", { sent: "no" });
  return [name, ...words];
};

/** The quote that is never closed; the other kind is a letter like any other between two of them. */
const openQuote = (line: string): string | undefined =>
  [...line].reduce<string | undefined>((open, letter) => {
    if (open !== undefined) return letter === open ? undefined : open;
    return letter === "'" || letter === '"' ? letter : undefined;
  }, undefined);

const notClosed = (line: string, quote: string): Failure => {
  const other = quote === '"' ? "'" : '"';
  return new Failure("E_EXEC", `--exec: the ${quote} in what is to be run is never closed: ${line}`, {
    hint: [
      `Close it: ${line}${quote}`,
      `One that is meant as a letter goes between ${other} and ${other}. Nothing was sent.`,
    ],
    sent: "no",
  });
};

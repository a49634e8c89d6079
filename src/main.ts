import { isCompletionRequest } from "./cli/completion-request.js";
import { CRASH } from "./cli/crash.js";
import { startCli } from "./cli/start-cli.js";
import type { Host } from "./context/host.js";
import { cacheDir, mayStore } from "./files/base-dirs.js";
import { makeDirectoryNow } from "./files/make-directory.js";
import { isSafeForCode } from "./files/ownership.js";
import type { TerminalStream } from "./output/terminal-stream.js";
import { createOpenedKeys } from "./secrets/opened-keys.js";

declare const __VERSION__: string;

const STDOUT = 1;
const STDERR = 2;
const OWNER_ONLY = 0o700;
const COLUMNS_WITHOUT_TERMINAL = 80;

// Imports of Node's modules by name cost more than asking for one where it is needed; most runs need few.
const fs = process.getBuiltinModule("node:fs");

/** Streams bring a good part of Node with them, so they are opened by who writes to them, or to a terminal. */
const streamFacts = (descriptor: number, open: () => NodeJS.WriteStream): TerminalStream => ({
  get stream() {
    return open();
  },
  get isTerminal() {
    return canBeTerminal(descriptor) && open().isTTY === true;
  },
  // Asked each time: a terminal's window can change its size.
  get columns() {
    return open().columns || COLUMNS_WITHOUT_TERMINAL;
  },
});

/** Files and pipes are none, and cheap to tell. Windows has consoles of several kinds. */
const canBeTerminal = (descriptor: number): boolean =>
  process.platform === "win32" || fs.fstatSync(descriptor).isCharacterDevice();

const abortController = new AbortController();
const keys = createOpenedKeys();

/**
 * Ends the run at the first signal and kills it at the second. The handler stays in place between the
 * two: proper-lockfile brings signal-exit, which kills the process when it finds itself alone.
 */
const handleSignals = (): void => {
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (abortController.signal.aborted) {
        process.removeAllListeners(name);
        process.kill(process.pid, name);
      }
      abortController.abort(name);
    });
  }
  // A limit on the size of files is to be an error like a full disk, which can be told.
  process.on("SIGXFSZ", () => {});
};

/** Node's own answer is an error where the user has no entry in the system's list, and can be relative or empty. */
const homeFolder = (): string | undefined => {
  const { isAbsolute } = process.getBuiltinModule("node:path");
  const { homedir, userInfo } = process.getBuiltinModule("node:os");
  for (const ask of [homedir, () => userInfo().homedir]) {
    try {
      const folder = ask();
      if (isAbsolute(folder)) return folder;
    } catch {
      // Said by giving none.
    }
  }
  return undefined;
};

const host: Host = {
  argv: process.argv.slice(2),
  env: process.env,
  childEnv: process.env,
  platform: process.platform,
  get home() {
    return homeFolder();
  },
  get user() {
    return process.geteuid?.();
  },
  version: __VERSION__,
  nodeVersion: process.versions.node,
  commandTree: () => JSON.parse(fs.readFileSync(new URL("command-tree.json", import.meta.url), "utf8")),
  stdin: {
    // Opened only by who reads it: a run that does not ask or read must not touch it.
    get stream() {
      return process.stdin;
    },
    get isTerminal() {
      return process.getBuiltinModule("node:tty").isatty(0);
    },
  },
  stdout: streamFacts(STDOUT, () => process.stdout),
  stderr: streamFacts(STDERR, () => process.stderr),
  get keychainProgram() {
    const { fileURLToPath } = process.getBuiltinModule("node:url");
    return [process.execPath, fileURLToPath(new URL("keychain.js", import.meta.url))] as const;
  },
  get ownProgram() {
    const { fileURLToPath } = process.getBuiltinModule("node:url");
    return [process.execPath, fileURLToPath(new URL("../bin/novu-msg.js", import.meta.url))] as const;
  },
  writeNow: (text) => {
    const bytes = Buffer.from(text);
    try {
      return bytes.subarray(fs.writeSync(STDOUT, bytes));
    } catch {
      return bytes; // Whoever writes it as a stream is told why, if it is so still.
    }
  },
  signal: abortController.signal,
  processes: {
    own: process.pid,
    isRunning: (pid) => {
      try {
        return process.kill(pid, 0); // Sends nothing, and looks whether it could be sent.
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
      }
    },
  },
  holdHeap: () => {
    const { setFlagsFromString } = process.getBuiltinModule("node:v8");
    // The young part stays as large as it is; the old part is cleared when it has doubled.
    for (const flag of ["--semi-space-growth-factor=1", "--heap-growing-percent=100"])
      setFlagsFromString(flag);
  },
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) =>
    process.getBuiltinModule("node:timers/promises").setTimeout(ms, undefined, { signal }),
};

let hasCrashed = false;

/** For what nobody caught, in a timer or an event: says so once, and lets go of all that is under way. */
const crash = (error: unknown): void => {
  if (hasCrashed) return;
  hasCrashed = true;
  process.exitCode = CRASH.exitCode;
  abortController.abort(CRASH);
  // In the middle of somebody's typing an error could not be read.
  if (isCompletionRequest(host)) return;
  // Whoever cannot say it has still the exit code.
  import("./cli/report-crash.js").then(({ reportCrash }) => reportCrash(error, host, keys)).catch(() => {});
};

/** Came with Node 22. */
interface CompileCache {
  readonly enableCompileCache?: (directory: string) => unknown;
}

/** Lets Node keep what it compiles, where it can; in a folder of the user's own, as what lies there is run. */
const keepCompiled = (): void => {
  const { enableCompileCache } = process.getBuiltinModule("node:module") as CompileCache;
  if (enableCompileCache === undefined || process.env.NODE_COMPILE_CACHE !== undefined) return;
  const { user } = host;
  const directory = `${cacheDir(host)}/compiled`;
  if (!mayStore(host, ["XDG_CACHE_HOME"])) return;
  if (user !== undefined && !isSafeForCode(directory, user)) return;
  try {
    // Node would never end making one below /proc.
    makeDirectoryNow(directory, OWNER_ONLY);
    enableCompileCache(directory);
  } catch {
    // What cannot be kept is compiled again.
  }
};

const FIRST_WITH_PATIENT_TIERING = 22;
/** What Node 22 has by default, in bytes run; Node 20 has a seventh. */
const TIERING_BUDGET = 13_000_000;

/**
 * Node 20's V8 begins to optimize the parser of HTTP (WebAssembly) in the middle of the first answer, which takes
 * 100 ms of a processor that the run then waits for. With more patience only long runs come to it, which gain by it.
 */
const optimizeLater = (): void => {
  if (Number.parseInt(process.versions.node, 10) >= FIRST_WITH_PATIENT_TIERING) return;
  process.getBuiltinModule("node:v8").setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`);
};

const prepareForCommands = (): void => {
  // Every connection of a run listens to it; Node would warn of the eleventh on the user's screen.
  process.getBuiltinModule("node:events").setMaxListeners(0, abortController.signal);
  handleSignals();
  optimizeLater();
};

// Rejections that nobody handles come here too.
process.on("uncaughtException", crash);

// Not process.exit(): it would cut off what a pipe has not taken yet.
await startCli(host, keys, { keepCompiled, prepareForCommands }).then((exitCode) => {
  process.exitCode = hasCrashed ? CRASH.exitCode : exitCode;
}, crash);

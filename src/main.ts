import { isCompletionRequest } from "./cli/completion-request.js";
import { CRASH } from "./cli/crash.js";
import { startCli } from "./cli/start-cli.js";
import type { Host } from "./context/host.js";
import { cacheDir, mayStore } from "./files/base-dirs.js";
import { makeDirectorySync } from "./files/make-directory.js";
import { isSafeForCode } from "./files/ownership.js";
import { KEY_VARIABLES } from "./model/env.js";
import type { TerminalStream } from "./output/terminal-stream.js";
import { createOpenedKeys } from "./secrets/opened-keys.js";

declare const __VERSION__: string;

const STDOUT = 1;
const STDERR = 2;
const OWNER_ONLY = 0o700;
const DEFAULT_COLUMNS = 80;

// Importing it by name would load its promises and streams too: 6 ms of the 54 of --version (Node 22).
const fs = process.getBuiltinModule("node:fs");

/** Opens the stream on first use, since creating one loads a large part of Node. */
const lazyStream = (descriptor: number, open: () => NodeJS.WriteStream): TerminalStream => ({
  get stream() {
    return open();
  },
  get isTerminal() {
    return canBeTerminal(descriptor) && open().isTTY === true;
  },
  // Not cached: the terminal can be resized.
  get columns() {
    return open().columns || DEFAULT_COLUMNS;
  },
});

/** Rules out files and pipes cheaply, without creating the stream. Windows has several kinds of consoles. */
const canBeTerminal = (descriptor: number): boolean =>
  process.platform === "win32" || fs.fstatSync(descriptor).isCharacterDevice();

const abortController = new AbortController();
const keys = createOpenedKeys();

/**
 * Aborts the run at the first signal and kills the process at the second. The handler stays registered in between:
 * signal-exit, which the prompts use, kills the process if it finds no other handler.
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
  // Exceeding the limit on file sizes then is an ordinary write error instead of killing the process.
  process.on("SIGXFSZ", () => {});
};

/** os.homedir throws for a user without a passwd entry, and may return a relative or empty path. */
const homeFolder = (): string | undefined => {
  const { isAbsolute } = process.getBuiltinModule("node:path");
  const { homedir, userInfo } = process.getBuiltinModule("node:os");
  for (const read of [homedir, () => userInfo().homedir]) {
    try {
      const folder = read();
      if (isAbsolute(folder)) return folder;
    } catch {
      // The caller gets undefined.
    }
  }
  return undefined;
};

/** A file that the build writes beside this one. */
const builtData = (name: string) =>
  JSON.parse(fs.readFileSync(new URL(`${name}.json`, import.meta.url), "utf8"));

const env = { ...process.env };
// No program that this one starts, by itself or through a library, gets a key: not a key command, not an editor.
for (const name of KEY_VARIABLES) delete process.env[name];

const host: Host = {
  argv: process.argv.slice(2),
  env,
  childEnv: process.env,
  platform: process.platform,
  get home() {
    return homeFolder();
  },
  get uid() {
    return process.geteuid?.();
  },
  version: __VERSION__,
  nodeVersion: process.versions.node,
  commandTree: () => builtData("command-tree"),
  outputSchemas: () => builtData("output-schemas"),
  stdin: {
    // Not touched unless it is read.
    get stream() {
      return process.stdin;
    },
    get isTerminal() {
      return process.getBuiltinModule("node:tty").isatty(0);
    },
  },
  stdout: lazyStream(STDOUT, () => process.stdout),
  stderr: lazyStream(STDERR, () => process.stderr),
  get keychainProgram() {
    const { fileURLToPath } = process.getBuiltinModule("node:url");
    return [process.execPath, fileURLToPath(new URL("keychain.js", import.meta.url))] as const;
  },
  get cliProgram() {
    const { fileURLToPath } = process.getBuiltinModule("node:url");
    return [process.execPath, fileURLToPath(new URL("../bin/novu-msg.js", import.meta.url))] as const;
  },
  writeNow: (text) => {
    const bytes = Buffer.from(text);
    try {
      return bytes.subarray(fs.writeSync(STDOUT, bytes));
    } catch {
      return bytes; // The stream write reports the error if it persists.
    }
  },
  signal: abortController.signal,
  processes: {
    pid: process.pid,
    isRunning: (pid) => {
      try {
        return process.kill(pid, 0); // Signal 0 only checks that the process exists.
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
      }
    },
  },
  limitHeapGrowth: () => {
    const { setFlagsFromString } = process.getBuiltinModule("node:v8");
    // The young generation does not grow; the old one is collected each time it has doubled.
    for (const flag of ["--semi-space-growth-factor=1", "--heap-growing-percent=100"])
      setFlagsFromString(flag);
  },
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) =>
    process.getBuiltinModule("node:timers/promises").setTimeout(ms, undefined, { signal }),
};

let hasCrashed = false;

/** For uncaught errors, such as in a timer. Reports the first one and aborts the run. */
const crash = (error: unknown): void => {
  if (hasCrashed) return;
  hasCrashed = true;
  process.exitCode = CRASH.exitCode;
  abortController.abort(CRASH);
  // An error message would appear in the middle of the line being typed.
  if (isCompletionRequest(host)) return;
  // If reporting fails, the exit code still tells.
  import("./cli/report-crash.js").then(({ reportCrash }) => reportCrash(error, host, keys)).catch(() => {});
};

/** Since Node 22. */
interface CompileCache {
  readonly enableCompileCache?: (directory: string) => unknown;
}

/** Turns on Node's code cache, in a folder that only the user can write to, since its content is executed. */
const useCodeCache = (): void => {
  const { enableCompileCache } = process.getBuiltinModule("node:module") as CompileCache;
  if (enableCompileCache === undefined || process.env.NODE_COMPILE_CACHE !== undefined) return;
  const { uid } = host;
  const directory = `${cacheDir(host)}/compiled`;
  if (!mayStore(host, ["XDG_CACHE_HOME"])) return;
  if (uid !== undefined && !isSafeForCode(directory, uid)) return;
  try {
    // Made here because Node's own mkdir never ends below /proc.
    makeDirectorySync(directory, OWNER_ONLY);
    enableCompileCache(directory);
  } catch {
    // Without the cache, code is compiled again.
  }
};

const LARGE_BUDGET_MAJOR = 22;
/** Node 22's default, in bytes of executed code. Node 20's is a seventh of it. */
const TIERING_BUDGET = 13_000_000;

/**
 * Node 20's V8 starts to optimize the HTTP parser (WebAssembly) during the first response, and the run waits 100 ms for it.
 * With a larger budget this happens only in long runs, which benefit from it.
 */
const delayWasmTierUp = (): void => {
  if (Number.parseInt(process.versions.node, 10) >= LARGE_BUDGET_MAJOR) return;
  process.getBuiltinModule("node:v8").setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`);
};

const prepareRun = (): void => {
  // Each connection adds a listener; from the eleventh on Node would print a warning.
  process.getBuiltinModule("node:events").setMaxListeners(0, abortController.signal);
  handleSignals();
  delayWasmTierUp();
};

// Unhandled rejections are also reported here.
process.on("uncaughtException", crash);

// Not process.exit(), which would discard output that a pipe has not accepted yet.
await startCli(host, keys, { useCodeCache, prepareRun }).then((exitCode) => {
  process.exitCode = hasCrashed ? CRASH.exitCode : exitCode;
}, crash);

import { setMaxListeners } from "node:events";
import { homedir } from "node:os";
import { CRASH, reportCrash } from "./cli/report-crash.js";
import { runCli } from "./cli/run-cli.js";
import type { Host } from "./context/host.js";
import type { TerminalStream } from "./output/terminal-stream.js";
import { createOpenedKeys } from "./secret/opened-keys.js";

declare const __VERSION__: string;

const STDOUT = 1;
const COLUMNS_WITHOUT_TERMINAL = 80;

const streamFacts = (stream: NodeJS.WriteStream): TerminalStream => ({
  stream,
  isTerminal: stream.isTTY === true,
  // Asked each time: a terminal's window can change its size.
  get columns() {
    return stream.columns || COLUMNS_WITHOUT_TERMINAL;
  },
});

const ending = new AbortController();
// Every connection of a run listens to it; Node would warn of the eleventh on the user's screen.
setMaxListeners(0, ending.signal);
const keys = createOpenedKeys();

/**
 * Ends the run at the first signal and kills it at the second. The handler stays in place between the
 * two: proper-lockfile brings signal-exit, which kills the process when it finds itself alone.
 */
const hearSignals = (): void => {
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (ending.signal.aborted) {
        process.removeAllListeners(name);
        process.kill(process.pid, name);
      }
      ending.abort(name);
    });
  }
  // A limit on the size of files is to be an error like a full disk, which can be told.
  process.on("SIGXFSZ", () => {});
};

const host: Host = {
  argv: process.argv.slice(2),
  env: process.env,
  platform: process.platform,
  home: homedir(),
  version: __VERSION__,
  nodeVersion: process.versions.node,
  stdin: {
    // Opened only by who reads it: a run that does not ask or read must not touch it.
    get stream() {
      return process.stdin;
    },
    get isTerminal() {
      return process.getBuiltinModule("node:tty").isatty(0);
    },
  },
  // Streams bring a good part of Node with them, and so do imports of node:fs and node:tty by name;
  // completion does without.
  get stdout() {
    return streamFacts(process.stdout);
  },
  get stderr() {
    return streamFacts(process.stderr);
  },
  get keychainProgram() {
    const { fileURLToPath } = process.getBuiltinModule("node:url");
    return [process.execPath, fileURLToPath(new URL("keychain.js", import.meta.url))] as const;
  },
  get ownProgram() {
    const { fileURLToPath } = process.getBuiltinModule("node:url");
    return [process.execPath, fileURLToPath(new URL("../bin/novu-msg.js", import.meta.url))] as const;
  },
  writeNow: (text) => void process.getBuiltinModule("node:fs").writeSync(STDOUT, text),
  signal: ending.signal,
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
  ending.abort(CRASH);
  // Whoever cannot say it has still the exit code.
  reportCrash(error, host, keys).catch(() => {});
};

hearSignals();
// Rejections that nobody handles come here too.
process.on("uncaughtException", crash);
// Not process.exit(): it would cut off what a pipe has not taken yet.
await runCli(host, keys).then((exitCode) => {
  process.exitCode = hasCrashed ? CRASH.exitCode : exitCode;
}, crash);

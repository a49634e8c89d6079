import { PassThrough, Readable } from "node:stream";
import { wholeTree } from "../../scripts/documents/command-tree.js";
import { outputSchemas } from "../../scripts/documents/output-schemas.js";
import type { Host } from "../../src/context/host.js";
import type { TerminalStream } from "../../src/output/terminal-stream.js";
import { keysIn, watchScreen } from "./key-watch.js";
import { OWN_PROCESSES } from "./own-processes.js";

const TREE = await wholeTree();
const SCHEMAS = outputSchemas();

/** A fake host, with the output of the run. */
interface FakeHost {
  readonly host: Host;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

export interface FakeHostOptions {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Streams that are terminals; default: none, as in a script. */
  readonly terminals?: readonly ("stdin" | "stdout" | "stderr")[];
  readonly columns?: number;
  /** stderr is a wide terminal without colour, which shows notes too. */
  readonly hasNotes?: boolean;
  readonly now?: () => number;
  /** Default: a pause that takes no time. */
  readonly sleep?: Host["sleep"];
  readonly random?: () => number;
  readonly signal?: AbortSignal;
  readonly home?: string;
  /** Default: a missing program, which fails to start. */
  readonly keychainProgram?: readonly [string, ...string[]];
  /** Default: a missing program, which fails to start. */
  readonly cliProgram?: readonly [string, ...string[]];
}

export const createFakeHost = (options: FakeHostOptions): FakeHost => {
  const { terminals = [], columns = 100, hasNotes = false } = options;
  const env = { ...(hasNotes ? { NO_COLOR: "1" } : {}), ...options.env };
  const given = keysIn(options.stdin, ...Object.values(options.env ?? {}));
  const stdout = recorder(`stdout of ${options.argv.join(" ")}`, given);
  const stderr = recorder(`stderr of ${options.argv.join(" ")}`, given);
  const stream = (name: "stdout" | "stderr", target: Recorder): TerminalStream => ({
    stream: target.stream,
    isTerminal: terminals.includes(name) || (hasNotes && name === "stderr"),
    columns: hasNotes && name === "stderr" ? (options.columns ?? 1_000) : columns,
  });
  return {
    host: {
      argv: options.argv,
      env,
      childEnv: env,
      platform: "linux",
      home: options.home ?? "/proc/nowhere",
      uid: process.geteuid?.(),
      version: "0.0.0-test",
      nodeVersion: "20.18.1",
      stdin: {
        stream: Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]),
        isTerminal: terminals.includes("stdin"),
      },
      stdout: stream("stdout", stdout),
      stderr: stream("stderr", stderr),
      keychainProgram: options.keychainProgram ?? ["/proc/nowhere/keychain"],
      cliProgram: options.cliProgram ?? ["/proc/nowhere/novu-msg"],
      commandTree: () => TREE,
      outputSchemas: () => SCHEMAS,
      writeNow: (text) => {
        stdout.stream.write(text);
        return new Uint8Array();
      },
      signal: options.signal ?? new AbortController().signal,
      processes: OWN_PROCESSES,
      limitHeapGrowth: () => {},
      now: options.now ?? Date.now,
      random: options.random ?? Math.random,
      sleep: options.sleep ?? (async () => {}),
    },
    stdout: stdout.text,
    stderr: stderr.text,
  };
};

interface Recorder {
  readonly stream: PassThrough;
  readonly text: () => string;
}

/** Records a stream; reading its text also searches it for keys. */
const recorder = (where: string, given: readonly string[]): Recorder => {
  const chunks: Buffer[] = [];
  const stream = new PassThrough();
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  const text = () => {
    const written = Buffer.concat(chunks).toString();
    watchScreen(written, where, given);
    return written;
  };
  return { stream, text };
};

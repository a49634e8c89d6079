import { type ChildProcess, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { keysIn, watchStream } from "./key-watch.js";
import { BIN, NODE } from "./program.js";

interface SpawnOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A minimal environment, without the developer's settings. */
const bareEnv = (env: SpawnOptions["env"] = {}) => ({
  PATH: process.env.PATH ?? "",
  HOME: "/proc/nonexistent",
  ...env,
});

export const start = (argv: readonly string[], options: SpawnOptions = {}): ChildProcess =>
  watched(spawn(NODE, [BIN, ...argv], { env: bareEnv(options.env), stdio: "pipe" }), argv.join(" "), options);

const watched = <Child extends ChildProcess>(
  child: Child,
  line: string,
  { env = {}, stdin }: SpawnOptions,
): Child => {
  const given = keysIn(stdin, ...Object.values(env));
  watchStream(child.stdout, `stdout of ${line}`, given);
  watchStream(child.stderr, `stderr of ${line}`, given);
  return child;
};

/** Runs the built program to its end. */
export const spawnCli = async (argv: readonly string[], options: SpawnOptions = {}): Promise<Exit> =>
  finished(start(argv, options), options.stdin);

/** Runs a line in a real shell, in which `$NOVU_MSG` is the built program. */
export const spawnShell = async (line: string, options: SpawnOptions = {}): Promise<Exit> =>
  finished(
    watched(
      spawn("bash", ["-c", line], {
        env: { ...bareEnv(options.env), NOVU_MSG: `${NODE} ${BIN}` },
        stdio: "pipe",
      }),
      line,
      options,
    ),
    options.stdin,
  );

export const finished = async (child: ChildProcess, stdin = ""): Promise<Exit> => {
  child.stdin?.on("error", () => {}); // A child that does not read stdin may close it first.
  child.stdin?.end(stdin);
  const streams = Promise.all([child.stdout, child.stderr].map((stream) => (stream ? text(stream) : "")));
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.on("close", (...end) => resolve(end)),
  );
  const [stdout = "", stderr = ""] = await streams;
  return { code, signal, stdout, stderr };
};

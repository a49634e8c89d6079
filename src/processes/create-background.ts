import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "../failures/failure.js";
import { FAILURE_CODES, type FailureCode } from "../failures/failure-codes.js";
import { type Dirs, mayStore, stateDir } from "../files/base-dirs.js";
import { makeDirectory } from "../files/make-directory.js";
import { noHomeHint } from "../files/no-home.js";
import type { Env } from "../model/env.js";
import { jsonIn } from "../model/json.js";
import type { Background, ListedSandbox, RunningSandbox } from "./background.js";
import { isAlive, keepStateFile, readStateFile, refuseState, stoppingName } from "./state-file.js";

interface BackgroundOptions {
  readonly dirs: Dirs;
  /** This program and its arguments. */
  readonly program: readonly [string, ...string[]];
  readonly env: Dirs["env"];
  readonly signal: AbortSignal;
}

const OWNER_ONLY = 0o700;
const STOP_TIMEOUT_MS = 5_000;
const PAUSE_MS = 25;

interface SpawnOptions {
  readonly program: readonly [string, ...string[]];
  /** Arguments that start a sandbox with JSON output. */
  readonly words: readonly string[];
  readonly stdin: string | undefined;
  readonly directory: string;
  readonly env: Env;
  readonly signal: AbortSignal;
}

const START_TIMEOUT_MS = 20_000;

/** Keeps a file for each sandbox in the state folder; see docs/adr/0030-sandbox-library.md. */
export const createBackground = ({ dirs, program, env, signal }: BackgroundOptions): Background => {
  const directory = path.join(stateDir(dirs), "sandboxes");
  return {
    start: async (words, stdin) => {
      if (!mayStore(dirs, ["XDG_STATE_HOME"])) throw noHomeFolder();
      await makeDirectory(directory, OWNER_ONLY).catch(refuseState(directory));
      const file = newFile(directory);
      return spawnSandbox({
        program,
        words: [...words, "--state-file", file],
        stdin,
        // Not the caller's folder: some systems do not allow removing a process's working directory.
        directory,
        env: withoutNovu(env),
        signal,
      });
    },
    list: async (sandbox, stateFile) => {
      if (!mayStore(dirs, ["XDG_STATE_HOME"])) return undefined;
      try {
        if (stateFile !== undefined && path.dirname(path.resolve(stateFile)) === directory) return undefined;
        await makeDirectory(directory, OWNER_ONLY);
        return await keepStateFile(newFile(directory), { ...sandbox, isForeground: true });
      } catch {
        return undefined; // The sandbox works without.
      }
    },
    running: async () => {
      const names = await readdir(directory).catch((error: NodeJS.ErrnoException) =>
        error.code === "ENOENT" ? [] : refuseState(directory)(error),
      );
      const files = names.filter((name) => name.endsWith(".json")).map((name) => path.join(directory, name));
      const all = await Promise.all(files.map(liveOne));
      return all.flatMap((one) => one ?? []).sort((a, b) => a.port - b.port);
    },
    stop,
  };
};

const newFile = (directory: string): string => path.join(directory, `${randomBytes(6).toString("hex")}.json`);

const noHomeFolder = (): Failure =>
  new Failure("E_STATE", "there is no home folder for the sandbox's state file", {
    hint: [noHomeHint("XDG_STATE_HOME")],
  });

/** A sandbox needs no real key, and its environment would keep one in memory as long as it runs. */
const withoutNovu = (env: Dirs["env"]): Dirs["env"] =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("NOVU_")));

const liveOne = async (file: string): Promise<ListedSandbox | undefined> => {
  const sandbox = await readStateFile(file);
  if (sandbox !== undefined && (await isAlive(file)))
    return { ...sandbox, file, isBackground: sandbox.isForeground !== true };
  // Left by a sandbox that was killed.
  await rm(file, { force: true }).catch(() => {});
  return undefined;
};

const stop = async ({ file }: ListedSandbox): Promise<boolean> => {
  const stoppingFile = stoppingName(file);
  const isRenamed = await rename(file, stoppingFile).then(
    () => true,
    (error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? false : refuseState(file)(error)),
  );
  // It has stopped by itself, or another command is stopping it.
  if (!isRenamed) return true;
  for (const deadline = Date.now() + STOP_TIMEOUT_MS; Date.now() < deadline; await pause(PAUSE_MS)) {
    if ((await readStateFile(stoppingFile)) === undefined) return true;
  }
  await rm(stoppingFile, { force: true });
  return false;
};

/**
 * Starts a sandbox as a detached process without a terminal, and waits until it has printed its address.
 * @throws Failure of that process, E_SANDBOX, E_INTERRUPTED
 */
const spawnSandbox = ({ program, words, stdin, directory, env, signal }: SpawnOptions) => {
  const [file, ...first] = program;
  const child = spawn(file, [...first, ...words], {
    cwd: directory,
    env: { ...env },
    detached: true,
    windowsHide: true,
    stdio: [stdin === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  child.stdin?.on("error", () => {}); // If the process ends early, "close" reports it.
  child.stdin?.end(stdin);
  return untilReady(child, signal);
};

const untilReady = (child: ChildProcess, signal: AbortSignal): Promise<RunningSandbox> =>
  new Promise((resolve, reject) => {
    const printed = { out: "", err: "" };
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", interrupt);
      for (const stream of child.stdio) stream?.destroy();
      child.removeAllListeners("close");
      child.unref();
      finish();
    };
    const giveUp = (failure: Failure) => {
      child.kill();
      settle(() => reject(failure));
    };
    const interrupt = () => giveUp(new Failure("E_INTERRUPTED", "canceled; no sandbox is running"));
    const timer = setTimeout(
      () => giveUp(notStarted("it didn't respond within 20 seconds")),
      START_TIMEOUT_MS,
    );

    signal.addEventListener("abort", interrupt, { once: true });
    child.once("error", ({ message }) => giveUp(notStarted(message)));
    child.once("close", () => settle(() => reject(failureOf(printed.err))));
    child.stderr?.setEncoding("utf8").on("data", (text) => {
      printed.err += text;
    });
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      printed.out += text;
      const sandbox = jsonIn(printed.out); // Undefined until it is complete.
      if (sandbox !== undefined) settle(() => resolve(Object(sandbox)));
    });
    if (signal.aborted) interrupt();
  });

const notStarted = (why: string): Failure =>
  new Failure("E_SANDBOX", `the sandbox couldn't be started in the background: ${why}`, {
    next: [{ words: ["novu-msg", "sandbox", "start"], when: "to see its output in the foreground" }],
  });

const isCode = (code: unknown): code is FailureCode =>
  typeof code === "string" && Object.hasOwn(FAILURE_CODES, code);

/** Restores the failure that the other process printed as JSON. */
const failureOf = (text: string): Failure => {
  const { error } = Object(jsonIn(text)) as { error?: { code?: unknown; message?: unknown; hint?: unknown } };
  if (error === undefined || !isCode(error.code)) return notStarted("it ended right away");
  const hint = typeof error.hint === "string" && error.hint !== "" ? error.hint.split("\n") : [];
  return new Failure(error.code, String(error.message), { hint });
};

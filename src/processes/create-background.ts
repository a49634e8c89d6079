import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "../failures/failure.js";
import { FAILURE_CODES, type FailureCode } from "../failures/failure-codes.js";
import { type Dirs, mayStore, stateDir } from "../files/base-dirs.js";
import { makeDirectory } from "../files/make-directory.js";
import { noHome } from "../files/no-home.js";
import type { Env } from "../model/env.js";
import type { Background, KeptSandbox, RunningSandbox } from "./background.js";
import { endingName, isAlive, readStateFile, refuseState } from "./state-file.js";

interface Surroundings {
  readonly place: Dirs;
  /** This program, word by word. */
  readonly program: readonly [string, ...string[]];
  /** The variables that it starts with. */
  readonly env: Dirs["env"];
  readonly signal: AbortSignal;
}

const ONLY_OWNER = 0o700;
const STOP_TIMEOUT_MS = 5_000;
const PAUSE_MS = 25;

interface Start {
  readonly program: readonly [string, ...string[]];
  /** They make it print JSON. */
  readonly words: readonly string[];
  readonly stdin: string | undefined;
  readonly directory: string;
  readonly env: Env;
  readonly signal: AbortSignal;
}

const START_TIMEOUT_MS = 20_000;

/** Keeps a file for each sandbox in the state folder; see docs/adr/0030-sandbox-library.md. */
export const createBackground = ({ place, program, env, signal }: Surroundings): Background => {
  const directory = path.join(stateDir(place), "sandboxes");
  return {
    start: async (words, stdin) => {
      if (!mayStore(place, ["XDG_STATE_HOME"])) throw homeless();
      await makeDirectory(directory, ONLY_OWNER).catch(refuseState(directory));
      const file = path.join(directory, `${randomBytes(6).toString("hex")}.json`);
      return spawnSandbox({
        program,
        words: [...words, "--state-file", file],
        stdin,
        // Not the caller's folder: a program's folder cannot be removed on every system.
        directory,
        env: withoutNovu(env),
        signal,
      });
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

const homeless = (): Failure =>
  new Failure("E_STATE", "there is no home folder to keep the sandbox's file in", {
    hint: [noHome("XDG_STATE_HOME")],
  });

/** A sandbox has no use for a real key, and would hold it as long as it runs. */
const withoutNovu = (env: Dirs["env"]): Dirs["env"] =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("NOVU_")));

const liveOne = async (file: string): Promise<KeptSandbox | undefined> => {
  const facts = await readStateFile(file);
  if (facts !== undefined && (await isAlive(file))) return { ...facts, file };
  // Left by one that was killed.
  await rm(file, { force: true }).catch(() => {});
  return undefined;
};

const stop = async ({ file }: KeptSandbox): Promise<boolean> => {
  const ending = endingName(file);
  const isOurs = await rename(file, ending).then(
    () => true,
    (error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? false : refuseState(file)(error)),
  );
  // Gone by itself in the meantime, or another command is ending it.
  if (!isOurs) return true;
  for (const deadline = Date.now() + STOP_TIMEOUT_MS; Date.now() < deadline; await pause(PAUSE_MS)) {
    if ((await readStateFile(ending)) === undefined) return true;
  }
  await rm(ending, { force: true });
  return false;
};

/**
 * Starts a sandbox as a process of its own, which has no terminal and no log, and lets go of it when it has said
 * where it is. @throws Failure what it failed with, E_SANDBOX, E_INTERRUPTED
 */
const spawnSandbox = ({ program, words, stdin, directory, env, signal }: Start) => {
  const [file, ...first] = program;
  const child = spawn(file, [...first, ...words], {
    cwd: directory,
    env: { ...env },
    detached: true,
    windowsHide: true,
    stdio: [stdin === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  child.stdin?.on("error", () => {}); // One that ends early closes its end first; its end tells.
  child.stdin?.end(stdin);
  return firstWord(child, signal);
};

const firstWord = (child: ChildProcess, signal: AbortSignal): Promise<RunningSandbox> =>
  new Promise((resolve, reject) => {
    const said = { out: "", err: "" };
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
    const interrupt = () => giveUp(new Failure("E_INTERRUPTED", "stopped; no sandbox was left running"));
    const timer = setTimeout(() => giveUp(notStarted("it did not answer within 20 s")), START_TIMEOUT_MS);

    signal.addEventListener("abort", interrupt, { once: true });
    child.once("error", ({ message }) => giveUp(notStarted(message)));
    child.once("close", () => settle(() => reject(failureOf(said.err))));
    child.stderr?.setEncoding("utf8").on("data", (text) => {
      said.err += text;
    });
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      said.out += text;
      const sandbox = parse(said.out);
      if (sandbox !== undefined) settle(() => resolve(sandbox as RunningSandbox));
    });
    if (signal.aborted) interrupt();
  });

/** Undefined as long as it is not whole. */
const parse = (text: string): object | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const notStarted = (why: string): Failure =>
  new Failure("E_SANDBOX", `the sandbox could not be started in the background: ${why}`, {
    next: [{ words: ["novu-msg", "sandbox", "start"], when: "to see what it says in the foreground" }],
  });

const isCode = (code: unknown): code is FailureCode =>
  typeof code === "string" && Object.hasOwn(FAILURE_CODES, code);

/** The failure that the other process told as JSON, as if it had happened here. */
const failureOf = (text: string): Failure => {
  const { error } = (parse(text) ?? {}) as { error?: { code?: unknown; message?: unknown; hint?: unknown } };
  if (error === undefined || !isCode(error.code)) return notStarted("it ended at once");
  const hint = typeof error.hint === "string" && error.hint !== "" ? error.hint.split("\n") : [];
  return new Failure(error.code, String(error.message), { hint });
};

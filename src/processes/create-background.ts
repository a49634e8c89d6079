import { randomBytes } from "node:crypto";
import { readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "../failures/failure.js";
import { type Dirs, mayStore, stateDir } from "../files/base-dirs.js";
import { makeDirectory } from "../files/make-directory.js";
import { noHome } from "../files/no-home.js";
import type { Background, KeptSandbox } from "./background.js";
import { spawnSandbox } from "./spawn-sandbox.js";
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
const PATIENCE_MS = 5_000;
const PAUSE_MS = 25;

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
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await pause(PAUSE_MS)) {
    if ((await readStateFile(ending)) === undefined) return true;
  }
  await rm(ending, { force: true });
  return false;
};

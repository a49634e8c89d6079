import { closeSync, fsyncSync, openSync, statSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Conf from "conf";
import { Failure } from "../failures/failure.js";
import { acquireLock, type FileLock, isHolder } from "../files/file-lock.js";
import { makeDirectory } from "../files/make-directory.js";
import type { ProcessTable } from "../files/process-identity.js";
import { realFile } from "../files/real-file.js";
import { replaceFile } from "../files/replace-file.js";
import { type Processes, systemProcesses } from "../files/system-processes.js";
import { guardFolder } from "./file-guards.js";
import { CONFIG_SCHEMA, type Profiles } from "./profile.js";
import { refuseConfig } from "./read-profiles.js";

const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;
const STAGED = "config.next";

/**
 * Reads, changes and writes the profiles of a file under a lock. Makes the folder if it is missing.
 * @throws Failure E_CONFIG_IO, E_CONFIG_MODE, and what `read` and `change` throw
 */
type UpdateProfiles = (
  file: string,
  platform: string,
  read: () => Promise<Profiles>,
  change: (profiles: Profiles) => Profiles,
) => Promise<Profiles>;

export const updateProfiles =
  (processes: Processes): UpdateProfiles =>
  async (file, platform, read, change) => {
    const directory = path.dirname(file);
    await makeDirectory(directory, DIRECTORY_MODE).catch(refuseConfig(file));
    if (platform !== "win32") await guardFolder(directory).catch(refuseConfig(file));
    // Lock the real file, since links in several folders may lead to it. A dangling link is replaced by a file.
    const real = await realFile(file).catch(() => file);
    return withShortLock(`${real}.lock`, systemProcesses(processes), async (isHeld) => {
      const before = fileVersion(file);
      const changed = { schema: CONFIG_SCHEMA, ...change(await read()) };
      const folder = path.dirname(real);
      await removeStaged(folder);
      const write = (draft: string) => {
        stage(folder, changed);
        syncFile(draft);
        // An editor does not use the lock.
        if (fileVersion(file) !== before || !isHeld()) throw changedMeanwhile(file);
      };
      replaceFile(real, write, path.join(folder, `${STAGED}.json`));
      syncFolder(folder);
      return changed;
    }).catch(refuseConfig(file));
  };

/** Removes the staged file of a killed process, since it contains keys. The lock excludes other writers. */
const removeStaged = async (directory: string): Promise<void> => {
  const names = (await readdir(directory)).filter((name) => name.startsWith(`${STAGED}.json`));
  await Promise.all(names.map((name) => rm(path.join(directory, name), { force: true })));
};

/**
 * conf decides the format. It writes beside the config file, since it would write into that one if SNAP is set, and does
 * not sync the folder.
 */
const stage = (directory: string, profiles: Profiles): void => {
  const conf = new Conf<Record<string, unknown>>({
    cwd: directory,
    configName: STAGED,
    projectSuffix: "",
    configFileMode: FILE_MODE,
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
  });
  conf.store = { ...profiles };
};

/** Changes whenever the file is replaced or written. */
const fileVersion = (file: string): string => {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? "none" : `${stats.ino}-${stats.size}-${stats.mtimeNs}`;
};

/** Another process changed the file or took the lock between reading and writing. */
const changedMeanwhile = (file: string): Failure =>
  new Failure("E_CONFIG_IO", `the config file ${file} can't be used: another process changed it`, {
    hint: ["Nothing was changed. Run the command again."],
  });

/** Much longer than a short lock is ever held, so a holder whose process cannot be seen is dead by then. */
const STALE_AFTER_MS = 5_000;
/** Long enough for fifty processes that wait behind a dead holder. */
const TIMEOUT_MS = 25_000;
const MIN_PAUSE_MS = 20;
const MAX_PAUSE_MS = 150;

/**
 * Runs `work` while holding a lock that every holder has for milliseconds only, and waits for its turn.
 * @param work has to check `isHeld` right before it writes
 * @throws an error with code ELOCKED after 25 s, and what `work` throws
 */
const withShortLock = async <Value>(
  file: string,
  processes: ProcessTable,
  work: (isHeld: () => boolean) => Promise<Value>,
): Promise<Value> => {
  const lock = await acquireInTurn(file, processes);
  try {
    return await work(() => lock.state().kind === "held");
  } finally {
    await lock.release();
  }
};

const acquireInTurn = async (file: string, processes: ProcessTable): Promise<FileLock> => {
  const deadline = performance.now() + TIMEOUT_MS;
  for (let maxPause = MIN_PAUSE_MS; ; maxPause = Math.min(maxPause * 2, MAX_PAUSE_MS)) {
    const result = await acquireLock(file, { processes, staleAfterMs: STALE_AFTER_MS });
    if (!isHolder(result)) return result;
    if (performance.now() > deadline) throw stillLocked(file);
    await pause(maxPause * (0.5 + Math.random() / 2));
  }
};

const stillLocked = (file: string): Error =>
  Object.assign(new Error(`another process has locked ${file}`), { code: "ELOCKED" });

/** Waits until the content of a file is on the disk. @throws the system's error */
const syncFile = (file: string): void => syncToDisk(file, "r+");

/**
 * Waits until what was renamed in a folder is on the disk. Some file systems cannot do that. Then a crash may bring back
 * the old file, but never half of one.
 */
const syncFolder = (folder: string): void => {
  try {
    syncToDisk(folder, "r");
  } catch {
    // See above.
  }
};

const syncToDisk = (file: string, flags: string): void => {
  const descriptor = openSync(file, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

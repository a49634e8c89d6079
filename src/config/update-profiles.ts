import { statSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import Conf from "conf";
import { Failure } from "../failures/failure.js";
import { makeDirectory } from "../files/make-directory.js";
import { realFile } from "../files/real-file.js";
import { replaceFile } from "../files/replace-file.js";
import { withShortLock } from "../files/short-lock.js";
import { syncFile, syncFolder } from "../files/sync-to-disk.js";
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
  new Failure("E_CONFIG_IO", `the config file ${file} cannot be used: it was changed meanwhile`, {
    hint: ["Nothing was changed by this run. Run it again."],
  });

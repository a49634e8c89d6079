import { open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import Conf from "conf";
import { Failure } from "../failures/failure.js";
import { makeDirectory } from "../files/make-directory.js";
import { realFile } from "../files/real-file.js";
import { withShortLock } from "../files/short-lock.js";
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
export type UpdateProfiles = (
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
      const before = await fileVersion(file);
      const changed = { schema: CONFIG_SCHEMA, ...change(await read()) };
      await writeProfiles(real, platform, changed, async () => {
        // An editor does not use the lock.
        if ((await fileVersion(file)) !== before || !isHeld()) throw changedMeanwhile(file);
      });
      return changed;
    }).catch(refuseConfig(file));
  };

/**
 * Replaces the file atomically: conf writes a staged file, which is synced to disk and renamed, and then the folder is
 * synced. Readers see the old file or the new one, also after a crash.
 * @param file without links: renaming would replace the link
 * @param guard called just before the rename; throws to keep the old file
 */
const writeProfiles = async (
  file: string,
  platform: string,
  profiles: Profiles,
  guard: () => Promise<void>,
): Promise<void> => {
  const directory = path.dirname(file);
  await removeStaged(directory);
  const staged = stage(directory, profiles);
  try {
    await syncToDisk(staged);
    await guard();
    await rename(staged, file);
  } catch (error) {
    await rm(staged, { force: true });
    throw error;
  }
  if (platform !== "win32") await syncToDisk(directory).catch(ignoreUnsupported);
};

/** Removes the staged file of a killed process, since it contains keys. The lock excludes other writers. */
const removeStaged = async (directory: string): Promise<void> => {
  const names = (await readdir(directory)).filter((name) => name.startsWith(`${STAGED}.json`));
  await Promise.all(names.map((name) => rm(path.join(directory, name), { force: true })));
};

/** conf decides the format. It must not write the file itself: if SNAP is set, it writes in place. */
const stage = (directory: string, profiles: Profiles): string => {
  const conf = new Conf<Record<string, unknown>>({
    cwd: directory,
    configName: STAGED,
    projectSuffix: "",
    configFileMode: FILE_MODE,
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
  });
  conf.store = { ...profiles };
  return conf.path;
};

const syncToDisk = async (file: string): Promise<void> => {
  const handle = await open(file, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Some file systems cannot sync a folder. Then a crash may bring back the old file, but never half of one. */
const ignoreUnsupported = (): void => {};

/** Changes whenever the file is replaced or written. */
const fileVersion = async (file: string): Promise<string> =>
  stat(file, { bigint: true }).then(
    ({ ino, size, mtimeNs }) => `${ino}-${size}-${mtimeNs}`,
    () => "none",
  );

/** Another process changed the file or took the lock between reading and writing. */
const changedMeanwhile = (file: string): Failure =>
  new Failure("E_CONFIG_IO", `the config file ${file} cannot be used: it was changed meanwhile`, {
    hint: ["Nothing was changed by this run. Run it again."],
  });

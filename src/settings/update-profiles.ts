import path from "node:path";
import Conf from "conf";
import { lock } from "proper-lockfile";
import { guardFolder } from "./guard-permissions.js";
import { makeDirectory } from "./make-directory.js";
import type { Profiles } from "./profile.js";
import { refuseConfig } from "./read-profiles.js";

const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;

/** Well below the ten seconds that the retries take, so that a lock left by a killed process is outlived. */
const STALE_LOCK_MS = 5_000;

/** Applies a change to what is read under a lock, and writes it; the folder is made when it is not there. */
export const updateProfiles = async (
  file: string,
  platform: string,
  read: () => Promise<Profiles>,
  change: (profiles: Profiles) => Profiles,
): Promise<Profiles> => {
  const directory = path.dirname(file);
  await makeDirectory(directory, DIRECTORY_MODE).catch(refuseConfig(file));
  if (platform !== "win32") await guardFolder(directory).catch(refuseConfig(file));
  const unlock = await lock(file, {
    realpath: false,
    stale: STALE_LOCK_MS,
    retries: { retries: 50, minTimeout: 20, maxTimeout: 200 },
  }).catch(refuseConfig(file));
  try {
    const changed = change(await read());
    write(directory, file, changed);
    return changed;
  } finally {
    await unlock();
  }
};

/** conf writes to a temporary file and renames it, so a reader never meets half a file. */
const write = (directory: string, file: string, profiles: Profiles): void => {
  try {
    const conf = new Conf<Record<string, unknown>>({
      cwd: directory,
      configName: "config",
      projectSuffix: "",
      configFileMode: FILE_MODE,
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: false,
    });
    conf.store = { ...profiles };
  } catch (error) {
    refuseConfig(file)(error);
  }
};

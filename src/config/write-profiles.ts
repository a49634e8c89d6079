import { open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import Conf from "conf";
import type { Profiles } from "./profile.js";

const FILE_MODE = 0o600;
const STAGED = "config.next";

/**
 * Puts profiles in place of the file: written beside it by conf, on the disk before it gets the name, and the name
 * on the disk too. A reader, and whoever comes after a crash, meets the old file or the new one.
 * @param file the real one: of a link the link itself would be replaced
 * @param guard called last before the file is replaced; throws to leave it
 */
export const writeProfiles = async (
  file: string,
  platform: string,
  profiles: Profiles,
  guard: () => Promise<void>,
): Promise<void> => {
  const directory = path.dirname(file);
  await removeStaged(directory);
  const staged = stage(directory, profiles);
  try {
    await toDisk(staged);
    await guard();
    await rename(staged, file);
  } catch (error) {
    await rm(staged, { force: true });
    throw error;
  }
  if (platform !== "win32") await toDisk(directory).catch(isNoLoss);
};

/** What a killed process left; it holds keys, and under the lock nobody else is writing. */
const removeStaged = async (directory: string): Promise<void> => {
  const names = (await readdir(directory)).filter((name) => name.startsWith(`${STAGED}.json`));
  await Promise.all(names.map((name) => rm(path.join(directory, name), { force: true })));
};

/** conf decides how the file looks. It is not let near the file itself: under SNAP it would write right into it. */
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

const toDisk = async (place: string): Promise<void> => {
  const handle = await open(place, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Some file systems cannot do that for a folder. The file is whole all the same, only maybe still the old one. */
const isNoLoss = (): void => {};

/** Tells one content of the file from the next, without reading it. */
export const fileVersion = async (file: string): Promise<string> =>
  stat(file, { bigint: true }).then(
    ({ ino, size, mtimeNs }) => `${ino}-${size}-${mtimeNs}`,
    () => "none",
  );

import path from "node:path";
import { Failure } from "../failures/failure.js";
import { noHomeHint } from "../files/no-home.js";
import type { SystemInfo } from "../files/ownership.js";
import { guardStoring } from "./file-guards.js";
import type { ProfileStore } from "./profile.js";
import { type OnBrokenConfig, readProfiles } from "./read-profiles.js";
import type { updateProfiles } from "./update-profiles.js";

/** Passed in because only some runs need this code, so it is loaded lazily. */
interface ProfileFileDeps {
  readonly onBroken: OnBrokenConfig;
  /** Loads conf and the lock. */
  readonly update: ReturnType<typeof updateProfiles>;
  /** False if there is no home folder and no variable names one. */
  readonly mayStore?: boolean;
  /** Why the folder cannot be used at all. */
  readonly problem?: Failure | undefined;
}

/** Stores profiles in `config.json` of the given folder. The first write makes the folder. */
export const createProfileFile = (
  directory: string,
  system: SystemInfo,
  { onBroken, update, mayStore = true, problem }: ProfileFileDeps,
): ProfileStore => {
  const file = path.join(directory, "config.json");
  const read = async () => {
    if (problem !== undefined) throw problem;
    return readProfiles(file, system, onBroken);
  };
  const assertStorable = (): void => {
    if (problem !== undefined) throw problem;
    if (!mayStore) throw noHomeFolder(file);
    if (system.platform !== "win32") guardStoring(file, system);
  };
  return {
    path: file,
    read,
    assertStorable,
    update: async (change) => {
      assertStorable();
      return update(file, system.platform, read, change);
    },
  };
};

const noHomeFolder = (file: string): Failure =>
  new Failure("E_CONFIG_IO", `the config file ${file} can't be used: there is no home folder`, {
    hint: [noHomeHint("NOVU_MSG_CONFIG_DIR"), "Nothing was changed."],
  });

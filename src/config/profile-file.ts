import path from "node:path";
import { Failure } from "../failures/failure.js";
import { noHome } from "../files/no-home.js";
import type { System } from "../files/ownership.js";
import { guardStoring } from "./file-guards.js";
import type { ProfileStore } from "./profile.js";
import { type OnBrokenConfig, readProfiles } from "./read-profiles.js";
import type { updateProfiles } from "./update-profiles.js";

/** What only some runs need, loaded by them. */
export interface ProfileFileParts {
  readonly onBroken: OnBrokenConfig;
  /** Brings conf and the lock. */
  readonly update: typeof updateProfiles;
  /** False where there is no home and nobody named a folder. */
  readonly mayStore?: boolean;
}

/** Profiles in `config.json` of the given folder, which is made when first written to. */
export const createProfileFile = (
  directory: string,
  system: System,
  { onBroken, update, mayStore = true }: ProfileFileParts,
): ProfileStore => {
  const file = path.join(directory, "config.json");
  const read = () => readProfiles(file, system, onBroken);
  const assertStorable = (): void => {
    if (!mayStore) throw homeless(file);
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

const homeless = (file: string): Failure =>
  new Failure(
    "E_CONFIG_IO",
    `the config file ${file} cannot be used: there is no home folder to keep it in`,
    {
      hint: [noHome("NOVU_MSG_CONFIG_DIR"), "Nothing was changed."],
    },
  );

import path from "node:path";
import type { ProfileStore } from "./profile-store.js";
import { type OnBrokenConfig, readProfiles } from "./read-profiles.js";
import type { updateProfiles } from "./update-profiles.js";

/** What only some runs need, loaded by them. */
export interface ProfileFileParts {
  readonly onBroken: OnBrokenConfig;
  /** Brings conf and the lock. */
  readonly update: typeof updateProfiles;
}

/** Profiles in `config.json` of the given folder, which is made when first written to. */
export const createProfileFile = (
  directory: string,
  platform: string,
  { onBroken, update }: ProfileFileParts,
): ProfileStore => {
  const file = path.join(directory, "config.json");
  const read = () => readProfiles(file, platform, onBroken);
  return { path: file, read, update: (change) => update(file, platform, read, change) };
};

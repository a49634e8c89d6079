import { brokenConfig } from "../../../src/config/broken-config.js";
import { createProfileFile } from "../../../src/config/profile-file.js";
import type { ProfileStore } from "../../../src/config/profile-store.js";
import { updateProfiles } from "../../../src/config/update-profiles.js";

/** The store as a run wires it. */
export const profileFileIn = (directory: string, platform: string): ProfileStore =>
  createProfileFile(
    directory,
    { platform, user: process.geteuid?.() },
    { onBroken: brokenConfig, update: updateProfiles },
  );

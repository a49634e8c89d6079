import { brokenConfig } from "../../../src/settings/broken-config.js";
import { createProfileFile } from "../../../src/settings/profile-file.js";
import type { ProfileStore } from "../../../src/settings/profile-store.js";
import { updateProfiles } from "../../../src/settings/update-profiles.js";

/** The store as a run wires it. */
export const profileFileIn = (directory: string, platform: string): ProfileStore =>
  createProfileFile(
    directory,
    { platform, user: process.geteuid?.() },
    { onBroken: brokenConfig, update: updateProfiles },
  );

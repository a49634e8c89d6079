import { brokenConfig } from "../../../src/config/broken-config.js";
import type { ProfileStore } from "../../../src/config/profile.js";
import { createProfileFile } from "../../../src/config/profile-file.js";
import { updateProfiles } from "../../../src/config/update-profiles.js";
import { OWN_PROCESSES } from "../../support/own-processes.js";

/** The store with its real dependencies. */
export const profileFileIn = (directory: string, platform: string): ProfileStore =>
  createProfileFile(
    directory,
    { platform, uid: process.geteuid?.() },
    { onBroken: brokenConfig, update: updateProfiles(OWN_PROCESSES) },
  );

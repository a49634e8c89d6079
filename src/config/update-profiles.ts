import path from "node:path";
import { makeDirectory } from "../files/make-directory.js";
import { realFile } from "../files/real-file.js";
import { changedMeanwhile, refuseConfig } from "./config-trouble.js";
import { guardFolder } from "./guard-permissions.js";
import { CONFIG_SCHEMA, type Profiles } from "./profile.js";
import { underLock } from "./profile-lock.js";
import { fileVersion, writeProfiles } from "./write-profiles.js";

const DIRECTORY_MODE = 0o700;

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
  // Two folders can link to one config file; its writers must meet at one lock. A link to nowhere is replaced itself.
  const real = await realFile(file).catch(() => file);
  return underLock(real, async (assertHeld) => {
    const before = await fileVersion(file);
    const changed = { schema: CONFIG_SCHEMA, ...change(await read()) };
    await writeProfiles(real, platform, changed, async () => {
      await assertHeld();
      // An editor knows nothing of the lock.
      if ((await fileVersion(file)) !== before) throw changedMeanwhile(file);
    });
    return changed;
  }).catch(refuseConfig(file));
};

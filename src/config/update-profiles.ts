import { open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Conf from "conf";
import { lock } from "proper-lockfile";
import { Failure } from "../failures/failure.js";
import { fileIdentity } from "../files/file-identity.js";
import { makeDirectory } from "../files/make-directory.js";
import { realFile } from "../files/real-file.js";
import { guardFolder } from "./file-guards.js";
import { CONFIG_SCHEMA, type Profiles } from "./profile.js";
import { refuseConfig } from "./read-profiles.js";

const DIRECTORY_MODE = 0o700;

const FILE_MODE = 0o600;
const STAGED = "config.next";

/** A lock that was not touched for this long belongs to a dead process. */
const STALE_MS = 5_000;
/** Holders touch their lock every STALE_MS / 2. A lock of this age may become stale before the next check. */
const NEARLY_STALE_MS = 4_000;
/** Long enough for fifty processes that wait behind a dead holder. */
const LOCK_TIMEOUT_MS = 25_000;
/** proper-lockfile checks and removes a stale lock in two steps; this is the most time between them. */
const TAKEOVER_SETTLE_MS = 250;
const MIN_PAUSE_MS = 20;
const MAX_PAUSE_MS = 150;

/** Checks that the lock was not lost, for example while the machine slept. @throws Failure E_CONFIG_IO */
type AssertHeld = () => Promise<void>;

interface Held {
  readonly assert: AssertHeld;
  readonly release: () => Promise<void>;
}

/** Reads, changes and writes the profiles under a lock. Makes the folder if it is missing. */
export const updateProfiles = async (
  file: string,
  platform: string,
  read: () => Promise<Profiles>,
  change: (profiles: Profiles) => Profiles,
): Promise<Profiles> => {
  const directory = path.dirname(file);
  await makeDirectory(directory, DIRECTORY_MODE).catch(refuseConfig(file));
  if (platform !== "win32") await guardFolder(directory).catch(refuseConfig(file));
  // Lock the real file, since links in several folders may lead to it. A dangling link is replaced by a file.
  const real = await realFile(file).catch(() => file);
  return withLock(real, async (assertHeld) => {
    const before = await fileVersion(file);
    const changed = { schema: CONFIG_SCHEMA, ...change(await read()) };
    await writeProfiles(real, platform, changed, async () => {
      await assertHeld();
      // An editor does not use the lock.
      if ((await fileVersion(file)) !== before) throw changedMeanwhile(file);
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

/**
 * Runs `work` while holding the file's lock. Takes over the lock of a killed process. It is held for
 * milliseconds, so proper-lockfile's staleness by age is enough. `files/file-lock` is for locks that are held for a whole
 * run and have to name their holder.
 * @throws an error with code ELOCKED after the timeout, and what `work` throws
 */
const withLock = async <Value>(
  file: string,
  work: (assertHeld: AssertHeld) => Promise<Value>,
): Promise<Value> => {
  const held = await acquire(file, Date.now() + LOCK_TIMEOUT_MS);
  try {
    return await work(held.assert);
  } finally {
    await held.release();
  }
};

const acquire = async (file: string, deadline: number): Promise<Held> => {
  for (let maxPause = MIN_PAUSE_MS; ; maxPause = Math.min(maxPause * 2, MAX_PAUSE_MS)) {
    const isTakeover = await isNearlyStale(file);
    try {
      const held = await tryOnce(file);
      if (!isTakeover) return held;
      // Another process that found the same dead lock may remove this new one. Wait, then check that it still exists.
      await pause(TAKEOVER_SETTLE_MS);
      if (await isHeld(held)) return held;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED" || Date.now() > deadline) throw error;
    }
    await pause(maxPause * (0.5 + Math.random() / 2));
  }
};

const isHeld = ({ assert }: Held): Promise<boolean> =>
  assert().then(
    () => true,
    () => false,
  );

const tryOnce = async (file: string): Promise<Held> => {
  let isLost = false;
  const unlock = await lock(file, {
    realpath: false,
    stale: STALE_MS,
    retries: 0,
    onCompromised: () => {
      isLost = true;
    },
  });
  const identity = await fileIdentity(lockOf(file));
  const assert = async () => {
    if (isLost || identity === undefined || (await fileIdentity(lockOf(file))) !== identity)
      throw changedMeanwhile(file);
  };
  const release = async () => {
    // Never remove a lock that another process holds by now.
    if (await isHeld({ assert, release: unlock })) await unlock();
  };
  return { assert, release };
};

/** The folder that proper-lockfile makes. */
const lockOf = (file: string): string => `${file}.lock`;

const isNearlyStale = async (file: string): Promise<boolean> =>
  stat(lockOf(file)).then(
    ({ mtimeMs }) => mtimeMs < Date.now() - NEARLY_STALE_MS,
    () => false,
  );

/** Another process changed the file or took the lock between reading and writing. */
const changedMeanwhile = (file: string): Failure =>
  new Failure("E_CONFIG_IO", `the config file ${file} cannot be used: it was changed meanwhile`, {
    hint: ["Nothing was changed by this run. Run it again."],
  });

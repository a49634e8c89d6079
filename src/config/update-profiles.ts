import { open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Conf from "conf";
import { lock } from "proper-lockfile";
import { Failure } from "../failures/failure.js";
import { makeDirectory } from "../files/make-directory.js";
import { realFile } from "../files/real-file.js";
import { guardFolder } from "./file-guards.js";
import { CONFIG_SCHEMA, type Profiles } from "./profile.js";
import { refuseConfig } from "./read-profiles.js";

const DIRECTORY_MODE = 0o700;

const FILE_MODE = 0o600;
const STAGED = "config.next";

/** A lock whose holder has not touched it for so long is a dead process's. */
const STALE_MS = 5_000;
/** Holders touch it twice as often as that; one of this age may be stale before it is looked at again. */
const NEARLY_STALE_MS = 4_000;
/** So long others wait for their turn: fifty at once, after a dead holder, all get it. */
const PATIENCE_MS = 25_000;
/** proper-lockfile's own first check of a stale lock and its removal are two steps; in between, so long may pass. */
const SETTLING_MS = 250;
const SHORTEST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 150;

/** Gives up when the lock is not ours any more, as after the machine slept. @throws Failure E_CONFIG_IO */
type AssertHeld = () => Promise<void>;

interface Held {
  readonly assert: AssertHeld;
  readonly release: () => Promise<void>;
}

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

/**
 * Puts profiles in place of the file: written beside it by conf, on the disk before it gets the name, and the name
 * on the disk too. A reader, and whoever comes after a crash, meets the old file or the new one.
 * @param file the real one: of a link the link itself would be replaced
 * @param guard called last before the file is replaced; throws to leave it
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
const fileVersion = async (file: string): Promise<string> =>
  stat(file, { bigint: true }).then(
    ({ ino, size, mtimeNs }) => `${ino}-${size}-${mtimeNs}`,
    () => "none",
  );

/**
 * Does the work while no other process does the same for this file. A lock left by a killed process is taken over.
 * @throws an error with code ELOCKED when the turn never came, and what `work` throws
 */
const underLock = async <Value>(
  file: string,
  work: (assertHeld: AssertHeld) => Promise<Value>,
): Promise<Value> => {
  const held = await acquire(file, Date.now() + PATIENCE_MS);
  try {
    return await work(held.assert);
  } finally {
    await held.release();
  }
};

const acquire = async (file: string, deadline: number): Promise<Held> => {
  for (let longest = SHORTEST_PAUSE_MS; ; longest = Math.min(longest * 2, LONGEST_PAUSE_MS)) {
    const isTakeover = await isNearlyStale(file);
    try {
      const held = await tryOnce(file);
      if (!isTakeover) return held;
      // Whoever found the same dead lock may remove ours for it; who is still there afterwards has it.
      await pause(SETTLING_MS);
      if (await isHeld(held)) return held;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED" || Date.now() > deadline) throw error;
    }
    await pause(longest * (0.5 + Math.random() / 2));
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
  const ours = await identityOf(file);
  const assert = async () => {
    if (isLost || ours === undefined || (await identityOf(file)) !== ours) throw changedMeanwhile(file);
  };
  const release = async () => {
    // A lock that is another's by now is not ours to remove.
    if (await isHeld({ assert, release: unlock })) await unlock();
  };
  return { assert, release };
};

/** proper-lockfile's lock is a folder beside the file. */
const lockOf = (file: string): string => `${file}.lock`;

const isNearlyStale = async (file: string): Promise<boolean> =>
  stat(lockOf(file)).then(
    ({ mtimeMs }) => mtimeMs < Date.now() - NEARLY_STALE_MS,
    () => false,
  );

/** Which of the folders that have had this name it is; its number alone is soon given to the next. */
const identityOf = async (file: string): Promise<string | undefined> =>
  stat(lockOf(file), { bigint: true }).then(
    ({ ino, birthtimeNs }) => `${ino}-${birthtimeNs}`,
    () => undefined,
  );

/** The failure when another process changed the file or took the lock between reading and writing. */
const changedMeanwhile = (file: string): Failure =>
  new Failure("E_CONFIG_IO", `the config file ${file} cannot be used: it was changed meanwhile`, {
    hint: ["Nothing was changed by this run. Run it again."],
  });

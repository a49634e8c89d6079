import { stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { lock } from "proper-lockfile";
import { changedMeanwhile } from "./config-trouble.js";

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
export type AssertHeld = () => Promise<void>;

interface Held {
  readonly assert: AssertHeld;
  readonly release: () => Promise<void>;
}

/**
 * Does the work while no other process does the same for this file. A lock left by a killed process is taken over.
 * @throws an error with code ELOCKED when the turn never came, and what `work` throws
 */
export const underLock = async <Value>(
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

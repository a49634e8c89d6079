import { setTimeout as pause } from "node:timers/promises";
import { acquireLock, type FileLock, isHolder } from "./file-lock.js";
import type { ProcessTable } from "./process-identity.js";

/** Much longer than a short lock is ever held, so a holder whose process cannot be seen is dead by then. */
const STALE_AFTER_MS = 5_000;
/** Long enough for fifty processes that wait behind a dead holder. */
const TIMEOUT_MS = 25_000;
const MIN_PAUSE_MS = 20;
const MAX_PAUSE_MS = 150;

/**
 * Runs `work` while holding a lock that every holder has for milliseconds only, and waits for its turn.
 * @param work has to check `isHeld` right before it writes
 * @throws an error with code ELOCKED after 25 s, and what `work` throws
 */
export const withShortLock = async <Value>(
  file: string,
  processes: ProcessTable,
  work: (isHeld: () => boolean) => Promise<Value>,
): Promise<Value> => {
  const lock = await acquireInTurn(file, processes);
  try {
    return await work(() => lock.state().kind === "held");
  } finally {
    await lock.release();
  }
};

const acquireInTurn = async (file: string, processes: ProcessTable): Promise<FileLock> => {
  const deadline = performance.now() + TIMEOUT_MS;
  for (let maxPause = MIN_PAUSE_MS; ; maxPause = Math.min(maxPause * 2, MAX_PAUSE_MS)) {
    const result = await acquireLock(file, { processes, staleAfterMs: STALE_AFTER_MS });
    if (!isHolder(result)) return result;
    if (performance.now() > deadline) throw stillLocked(file);
    await pause(maxPause * (0.5 + Math.random() / 2));
  }
};

const stillLocked = (file: string): Error =>
  Object.assign(new Error(`another process holds ${file}`), { code: "ELOCKED" });

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type FileHandle, readFile, rename, rm, rmdir, stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { createFrom, makeDraft, removeLeftDrafts } from "./lock-draft.js";
import { identityInText, livenessOf, type ProcessTable } from "./process-identity.js";

type Draft = Awaited<ReturnType<typeof makeDraft>>;

/** Whether a lock file is still the one that its holder made. */
type LockState =
  | { readonly kind: "held" }
  | { readonly kind: "removed" }
  | { readonly kind: "taken"; readonly pid: number | undefined; readonly host: string | undefined }
  | { readonly kind: "unreadable"; readonly code: string };

export interface FileLock {
  /** Synchronous, so that the caller can act on the result before any other code runs. */
  readonly state: () => LockState;
  /** Removes the lock file if it is still this holder's. */
  readonly release: () => Promise<void>;
}

/** Who has the lock. */
export interface LockHolder {
  readonly pid: number | undefined;
  readonly host: string | undefined;
  readonly liveness: Awaited<ReturnType<typeof livenessOf>>;
  /** When the lock becomes free unless its holder touches it, ms; for a holder whose process cannot be seen. */
  readonly freeInMs: number | undefined;
}

interface AcquireOptions {
  readonly processes: ProcessTable;
  /** A holder whose process cannot be seen counts as gone when it has not touched the lock for this long. */
  readonly staleAfterMs?: number;
  /**
   * Settles when it is time to check again whether an `unseen` holder has touched its lock; false gives up. Without it
   * such a holder counts as alive.
   */
  readonly wait?: ((holder: LockHolder) => Promise<boolean>) | undefined;
}

const TOUCH_EVERY_MS = 3_000;
/** For locks that are held for a whole run. */
export const STALE_AFTER_MS = 20_000;
const TAKEOVER_PAUSE_MS = 20;
/** Each round that fails means that another process got or released the lock in the meantime. */
const MAX_ROUNDS = 250;

/**
 * Creates the lock file, or takes it over from a holder that is gone. Exactly one of several processes that do this at
 * once gets it.
 */
export const acquireLock = async (file: string, options: AcquireOptions): Promise<FileLock | LockHolder> => {
  const draft = await makeDraft(file, options.processes);
  try {
    for (let round = 1; ; round += 1) {
      const isLast = round === MAX_ROUNDS;
      const result = await tryToAcquire(file, draft, options, isLast);
      if (result === "again" && isLast) throw neverSettled(file);
      if (result === "again") continue;
      if (isHolder(result)) await draft.handle.close();
      else await removeLeftDrafts(file, draft, options.processes);
      return result;
    }
  } catch (error) {
    await draft.handle.close();
    throw error;
  } finally {
    await rm(draft.file, { force: true });
  }
};

const tryToAcquire = async (
  file: string,
  draft: Draft,
  options: AcquireOptions,
  isLast: boolean,
): Promise<FileLock | LockHolder | "again"> => {
  const created = await createFrom(file, draft);
  if (created !== undefined) return heldLock(file, draft.text, created);
  const found = await readLock(file);
  if (found === undefined) return "again"; // Released in the meantime.
  const holder = await holderOf(found, draft, options);
  if (holder.liveness === "ended" || (holder.freeInMs !== undefined && holder.freeInMs <= 0)) {
    const replaced = await replace(file, found, draft, options);
    if (replaced !== "replaced" && replaced !== "again" && replaced.liveness !== "suspended" && !isLast) {
      await pause(TAKEOVER_PAUSE_MS); // The other process is about to replace the lock.
      return "again";
    }
    return replaced === "replaced" ? heldLock(file, draft.text, draft.handle) : replaced;
  }
  return (await isWorthWaiting(file, found, holder, options)) ? "again" : holder;
};

/** A dangling symbolic link, for example, can neither be read nor created. */
const neverSettled = (file: string): Error =>
  Object.assign(new Error(`${file} can neither be read nor created`), { code: "EEXIST" });

export const isHolder = (result: FileLock | LockHolder): result is LockHolder => "liveness" in result;

interface FoundLock {
  readonly text: string;
  /** As made by programs that lock with a folder. It names no holder. */
  readonly isFolder: boolean;
  readonly touchedAt: number;
  /** Differs from that of every other lock file, and changes when the file is touched. */
  readonly version: string;
}

const readLock = async (file: string): Promise<FoundLock | undefined> => {
  try {
    const isFolder = (await stat(file)).isDirectory();
    const [text, { mtimeMs, ino }] = await Promise.all([isFolder ? "" : readFile(file, "utf8"), stat(file)]);
    const version = createHash("sha256").update(`${ino} ${mtimeMs} ${text}`).digest("hex").slice(0, 16);
    return { text, isFolder, touchedAt: mtimeMs, version };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};

const holderOf = async (
  { text, touchedAt }: FoundLock,
  { self, handle, text: draftText }: Draft,
  { processes, staleAfterMs = STALE_AFTER_MS }: AcquireOptions,
): Promise<LockHolder> => {
  const identity = identityInText(text);
  const liveness = await livenessOf(identity, self, processes.statusOf);
  const { pid, host } = identity;
  if (liveness !== "unseen" && liveness !== "unknown") return { pid, host, liveness, freeInMs: undefined };
  // Both times are the file system's own: another machine's clock may differ from this one's.
  await handle.write(draftText, 0);
  // A touch far in the future was made before the clock was set back.
  const idleMs = Math.abs((await handle.stat()).mtimeMs - touchedAt);
  return { pid, host, liveness, freeInMs: staleAfterMs - idleMs };
};

/**
 * After a restart of the container or machine, the holder is gone although this process cannot see that. A holder that
 * is still alive would touch its lock during the wait.
 */
const isWorthWaiting = async (
  file: string,
  before: FoundLock,
  holder: LockHolder,
  { wait }: AcquireOptions,
): Promise<boolean> => {
  if (holder.liveness !== "unseen" || wait === undefined || !(await wait(holder))) return false;
  const now = await readLock(file);
  return now === undefined || now.version === before.version;
};

/**
 * Several processes may find the same dead lock. Only the one that holds the lock named after it may replace it, and
 * only while it is still there, so no process removes the lock of a faster one.
 */
const replace = async (
  file: string,
  dead: FoundLock,
  draft: Draft,
  { processes, staleAfterMs }: AcquireOptions,
): Promise<"replaced" | "again" | LockHolder> => {
  const limit = staleAfterMs === undefined ? {} : { staleAfterMs };
  const takeover = await acquireLock(`${file}.after-${dead.version}`, { processes, ...limit });
  if (isHolder(takeover)) return takeover;
  try {
    if ((await readLock(file))?.version !== dead.version) return "again";
    if (dead.isFolder) {
      await rmdir(file);
      return "again";
    }
    await rename(draft.file, file);
    return "replaced";
  } finally {
    await takeover.release();
  }
};

const heldLock = (file: string, text: string, handle: FileHandle): FileLock => {
  const timer = setInterval(() => {
    // Through the handle: after a takeover the path names another holder's file, which must not be touched.
    handle.write(text, 0).catch(() => {}); // If the disk is full, another process may take the lock; `state` reports it.
  }, TOUCH_EVERY_MS);
  timer.unref();
  const state = () => stateOf(file, text);
  return {
    state,
    release: async () => {
      clearInterval(timer);
      await handle.close();
      if (state().kind === "held") await rm(file, { force: true });
    },
  };
};

const stateOf = (file: string, text: string): LockState => {
  try {
    const now = readFileSync(file, "utf8");
    if (now === text) return { kind: "held" };
    const { pid, host } = identityInText(now);
    return { kind: "taken", pid, host };
  } catch (error) {
    const { code = "EIO" } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? { kind: "removed" } : { kind: "unreadable", code };
  }
};

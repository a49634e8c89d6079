import { lstatSync, readdirSync, readlinkSync } from "node:fs";
import path from "node:path";

/** Passed in, so that tests can cover every platform. */
export interface SystemInfo {
  readonly platform: string;
  /** The effective user's id; absent on Windows, where owners are not checked. */
  readonly uid: number | undefined;
}

/** A file, link or folder that another user owns or can replace. */
interface Untrusted {
  readonly path: string;
  /** The id of the other user that owns it; undefined for a folder that others can write to. */
  readonly owner: number | undefined;
}

const ROOT_USER = 0;
/** In a sticky folder, such as /tmp, only a file's owner may replace it. */
const STICKY = 0o1000;
const WRITABLE_BY_OTHERS = 0o022;
const OPEN_TO_OTHERS = 0o077;
const MAX_LINKS = 40;

interface FileStats {
  readonly uid: number;
  readonly mode: number;
  readonly isDirectory: () => boolean;
  readonly isSymbolicLink: () => boolean;
}

/** Whether another user owns it. Root counts as trusted. */
export const isForeign = (uid: number, user: number): boolean => uid !== user && uid !== ROOT_USER;

interface TrustRules {
  readonly uid: number;
  /** Permissions that a folder must not give to others. */
  readonly mask: number;
  /** The id of one more owner to trust. */
  readonly alsoTrusted?: number | undefined;
}

/**
 * The first component of a path, its last one included, that another user owns or can change. Follows links. Stops at a
 * component that does not exist or cannot be read.
 */
export const firstUntrusted = (target: string, rules: TrustRules): Untrusted | undefined => {
  const pending = partsOf(path.resolve(target));
  let links = 0;
  let at = "/";
  for (let name: string | undefined = ""; name !== undefined; name = pending.shift()) {
    const next = path.join(at, name);
    const stats = tryLstat(next);
    // With too many links, opening the path fails anyway.
    if (stats === undefined || links > MAX_LINKS) return undefined;
    const untrusted = untrustedEntry(next, stats, rules);
    if (untrusted !== undefined) return untrusted;
    if (stats.isSymbolicLink()) {
      const link = readlinkSync(next);
      links += 1;
      if (path.isAbsolute(link)) at = "/";
      pending.unshift(...partsOf(link));
    } else at = next;
  }
  return undefined;
};

const untrustedEntry = (
  entry: string,
  stats: FileStats,
  { uid, mask, alsoTrusted }: TrustRules,
): Untrusted | undefined => {
  if (isForeign(stats.uid, uid) && stats.uid !== alsoTrusted) return { path: entry, owner: stats.uid };
  const isOpen = stats.isDirectory() && (stats.mode & mask) !== 0 && (stats.mode & STICKY) === 0;
  return isOpen ? { path: entry, owner: undefined } : undefined;
};

const partsOf = (text: string): string[] => text.split("/").filter((part) => part !== "" && part !== ".");

export const tryLstat = (file: string): FileStats | undefined => {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined; // Opening the file fails with the same error, and that is reported.
  }
};

/**
 * Whether code stored in a folder may be run: only the user can open the folder, no other user owns or can change one of
 * its parents, and no entry belongs to another user. True for a folder that does not exist yet.
 */
export const isSafeForCode = (folder: string, user: number): boolean => {
  try {
    if (firstUntrusted(folder, { uid: user, mask: WRITABLE_BY_OTHERS }) !== undefined) return false;
    const stats = tryLstat(folder);
    if (stats === undefined) return true;
    if (!stats.isDirectory() || (stats.mode & OPEN_TO_OTHERS) !== 0) return false;
    return holdsOnlyOwn(folder, user);
  } catch {
    return false;
  }
};

/** readdir's `recursive` is not used: it follows links. */
const holdsOnlyOwn = (folder: string, user: number): boolean =>
  readdirSync(folder).every((name) => {
    const entry = path.join(folder, name);
    const stats = tryLstat(entry);
    if (stats === undefined) return true;
    const isOwn = !isForeign(stats.uid, user) && (stats.mode & WRITABLE_BY_OTHERS) === 0;
    return isOwn && !stats.isSymbolicLink() && (!stats.isDirectory() || holdsOnlyOwn(entry, user));
  });

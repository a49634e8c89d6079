import { lstatSync, readdirSync, readlinkSync } from "node:fs";
import path from "node:path";

/** What decides whose a file is; given, so that it can be tried for every system. */
export interface System {
  readonly platform: string;
  /** The effective user's id; absent on Windows, where owners are not checked. */
  readonly user: number | undefined;
}

/** A file, link or folder that somebody else could have put there or could replace. */
export interface Untrusted {
  readonly path: string;
  /** Its owner's id, where that is another user; else anyone can write to the folder. */
  readonly owner: number | undefined;
}

const ROOT_USER = 0;
/** In a sticky folder, such as /tmp, only a file's owner may replace it. */
const STICKY = 0o1000;
const WRITABLE_BY_OTHERS = 0o022;
const OPEN_TO_OTHERS = 0o077;
const MOST_LINKS = 40;

interface Facts {
  readonly uid: number;
  readonly mode: number;
  readonly isDirectory: () => boolean;
  readonly isSymbolicLink: () => boolean;
}

/** Whether somebody else owns it; the user and root are trusted. */
export const isForeign = (uid: number, user: number): boolean => uid !== user && uid !== ROOT_USER;

interface Walk {
  readonly user: number;
  /** Permissions that a folder must not give to others. */
  readonly mask: number;
  /** Trusted too. */
  readonly alsoTrusted?: number | undefined;
}

/**
 * The first folder or link on the way to a path, itself included, that somebody else owns or can change, links followed.
 * What is not there yet, or cannot be looked at, ends the way.
 */
export const firstUntrusted = (target: string, walk: Walk): Untrusted | undefined => {
  const pending = partsOf(path.resolve(target));
  let links = 0;
  let at = "/";
  for (let name: string | undefined = ""; name !== undefined; name = pending.shift()) {
    const next = path.join(at, name);
    const facts = factsOf(next);
    // With too many links, opening it fails too.
    if (facts === undefined || links > MOST_LINKS) return undefined;
    const untrusted = untrustedStep(next, facts, walk);
    if (untrusted !== undefined) return untrusted;
    if (facts.isSymbolicLink()) {
      const link = readlinkSync(next);
      links += 1;
      if (path.isAbsolute(link)) at = "/";
      pending.unshift(...partsOf(link));
    } else at = next;
  }
  return undefined;
};

const untrustedStep = (
  place: string,
  facts: Facts,
  { user, mask, alsoTrusted }: Walk,
): Untrusted | undefined => {
  if (isForeign(facts.uid, user) && facts.uid !== alsoTrusted) return { path: place, owner: facts.uid };
  const isOpen = facts.isDirectory() && (facts.mode & mask) !== 0 && (facts.mode & STICKY) === 0;
  return isOpen ? { path: place, owner: undefined } : undefined;
};

const partsOf = (text: string): string[] => text.split("/").filter((part) => part !== "" && part !== ".");

export const factsOf = (place: string): Facts | undefined => {
  try {
    return lstatSync(place, { throwIfNoEntry: false });
  } catch {
    return undefined; // Whoever uses it gets the same error, and reports it.
  }
};

/**
 * Whether code that is kept in a folder may be run: the folder is open to nobody else, no one else owns or can change
 * a folder on the way, and what is in it is nobody else's. A folder that is not there yet may be made.
 */
export const isSafeForCode = (folder: string, user: number): boolean => {
  try {
    if (firstUntrusted(folder, { user, mask: WRITABLE_BY_OTHERS }) !== undefined) return false;
    const facts = factsOf(folder);
    if (facts === undefined) return true;
    if (!facts.isDirectory() || (facts.mode & OPEN_TO_OTHERS) !== 0) return false;
    return holdsOnlyOwn(folder, user);
  } catch {
    return false;
  }
};

/** Not `recursive`, which follows links to wherever they lead. */
const holdsOnlyOwn = (folder: string, user: number): boolean =>
  readdirSync(folder).every((name) => {
    const entry = path.join(folder, name);
    const facts = factsOf(entry);
    if (facts === undefined) return true;
    const isOwn = !isForeign(facts.uid, user) && (facts.mode & WRITABLE_BY_OTHERS) === 0;
    return isOwn && !facts.isSymbolicLink() && (!facts.isDirectory() || holdsOnlyOwn(entry, user));
  });

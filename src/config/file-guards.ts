import { statSync } from "node:fs";
import path from "node:path";
import { Failure } from "../failures/failure.js";
import { firstUntrusted, isForeign, type SystemInfo, tryLstat } from "../files/ownership.js";

const WRITABLE_BY_ALL = 0o002;

const OPEN_TO_OTHERS = 0o077;
const WRITABLE_BY_OTHERS = 0o022;
/** In a sticky folder, such as /tmp, only a file's owner may replace it. */
const STICKY = 0o1000;

/** Keys are not read from a config file that another user could have written. @throws Failure E_CONFIG_OWNER */
export const guardOwner = (file: string, uid: number, system: SystemInfo): void => {
  if (system.uid !== undefined && isForeign(uid, system.uid)) throw foreign(file, uid, file);
  guardPath(file, file, system);
};

/** Keys are not stored where another user could replace the file. The folder need not exist. @throws Failure E_CONFIG_OWNER */
export const guardStoring = (file: string, system: SystemInfo): void =>
  guardPath(path.dirname(file), file, system);

const guardPath = (target: string, file: string, system: SystemInfo): void => {
  const untrusted = untrustedConfig(target, path.dirname(file), system);
  if (untrusted === undefined) return;
  throw untrusted.owner === undefined
    ? refusal(
        `the config file ${file} isn't trusted: anyone can replace files in ${untrusted.path}`,
        untrusted.path,
      )
    : foreign(untrusted.path, untrusted.owner, file);
};

/**
 * The part of the path that makes a config file untrusted. The folder of the file must belong to the user or root. Its
 * parents may also belong to the owner of `/`: an unprivileged container shows root under another id.
 */
const untrustedConfig = (target: string, folder: string, { uid }: SystemInfo) => {
  if (uid === undefined) return undefined;
  const alsoTrusted = tryLstat("/")?.uid;
  const untrusted = firstUntrusted(target, { uid: uid, mask: WRITABLE_BY_ALL, alsoTrusted });
  // The user's own folder with open permissions is left to guardFolder, which suggests the right chmod.
  const isOwnOpen = untrusted?.owner === undefined && untrusted?.path === path.resolve(folder);
  if (untrusted !== undefined && !isOwnOpen) return untrusted;
  const owner = ownerOf(folder);
  return owner !== undefined && isForeign(owner, uid) ? { path: folder, owner } : undefined;
};

const ownerOf = (folder: string): number | undefined => {
  try {
    return statSync(folder, { throwIfNoEntry: false })?.uid;
  } catch {
    return undefined; // Using the folder fails with the same error, and that is reported.
  }
};

const foreign = (entry: string, owner: number, file: string): Failure =>
  refusal(
    entry === file
      ? `the config file ${file} belongs to another user (uid ${owner})`
      : `the config file ${file} isn't trusted: ${entry} belongs to another user (uid ${owner})`,
    entry,
  );

const refusal = (message: string, entry: string): Failure =>
  new Failure("E_CONFIG_OWNER", message, {
    hint: [
      "novu-msg only reads and stores keys where nobody except you and root can change them. Nothing was changed.",
      "Use another folder with NOVU_MSG_CONFIG_DIR, or set NOVU_SECRET_KEY, which needs no config file.",
    ],
    next: [{ words: ["ls", "-ld", entry], when: "to see who owns it" }],
  });

/**
 * A file with keys must be private to its owner. One without can name programs that print keys, so nobody else may write it.
 * @throws Failure E_CONFIG_MODE
 */
export const guardMode = (file: string, mode: number, mayHoldKeys: boolean): void => {
  if (!mayHoldKeys && (mode & WRITABLE_BY_OTHERS) !== 0) {
    throw new Failure("E_CONFIG_MODE", `other users of this machine can change ${file}`, {
      next: [{ words: ["chmod", "600", file] }],
    });
  }
  if (!mayHoldKeys || (mode & OPEN_TO_OTHERS) === 0) return;
  throw new Failure(
    "E_CONFIG_MODE",
    `other users of this machine can read ${file}, which contains API keys`,
    {
      next: [{ words: ["chmod", "600", file] }],
    },
  );
};

/** Users with write access to the folder could replace the file. @throws Failure E_CONFIG_MODE */
export const guardFolder = async (folder: string): Promise<void> => {
  const { mode } = statSync(folder);
  if ((mode & WRITABLE_BY_OTHERS) === 0 || (mode & STICKY) !== 0) return;
  throw new Failure("E_CONFIG_MODE", `other users of this machine can replace files in ${folder}`, {
    next: [{ words: ["chmod", "700", folder] }],
  });
};

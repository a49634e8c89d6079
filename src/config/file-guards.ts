import { statSync } from "node:fs";
import path from "node:path";
import { Failure } from "../failures/failure.js";
import { factsOf, firstUntrusted, isForeign, type System, type Untrusted } from "../files/ownership.js";

const WRITABLE_BY_ALL = 0o002;

const OPEN_TO_OTHERS = 0o077;
const WRITABLE_BY_OTHERS = 0o022;
/** In a sticky folder, such as /tmp, only a file's owner may replace it. */
const STICKY = 0o1000;

/** A config file that somebody else could have written gives no key. @throws Failure E_CONFIG_OWNER */
export const guardOwner = (file: string, uid: number, system: System): void => {
  if (system.user !== undefined && isForeign(uid, system.user)) throw foreign(file, uid, file);
  guardWay(file, file, system);
};

/** A folder where somebody else could replace a config file gets none; it need not be there yet. @throws Failure E_CONFIG_OWNER */
export const guardStoring = (file: string, system: System): void =>
  guardWay(path.dirname(file), file, system);

const guardWay = (target: string, file: string, system: System): void => {
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
 * What makes a config file, or a folder for one, untrusted. Its own folder has to be the user's or root's; the way there
 * may also lead through folders of the owner of `/`, as whom a container without privileges shows root.
 */
const untrustedConfig = (target: string, folder: string, { user }: System): Untrusted | undefined => {
  if (user === undefined) return undefined;
  const alsoTrusted = factsOf("/")?.uid;
  const onTheWay = firstUntrusted(target, { user, mask: WRITABLE_BY_ALL, alsoTrusted });
  // A folder of the user's own that is open is refused by guardFolder, which knows how to close it.
  const isOwnOpen = onTheWay?.owner === undefined && onTheWay?.path === path.resolve(folder);
  if (onTheWay !== undefined && !isOwnOpen) return onTheWay;
  const owner = ownerOf(folder);
  return owner !== undefined && isForeign(owner, user) ? { path: folder, owner } : undefined;
};

const ownerOf = (folder: string): number | undefined => {
  try {
    return statSync(folder, { throwIfNoEntry: false })?.uid;
  } catch {
    return undefined; // Whoever uses it gets the same error, and reports it.
  }
};

const foreign = (place: string, owner: number, file: string): Failure =>
  refusal(
    place === file
      ? `the config file ${file} belongs to another user (uid ${owner})`
      : `the config file ${file} isn't trusted: ${place} belongs to another user (uid ${owner})`,
    place,
  );

const refusal = (message: string, place: string): Failure =>
  new Failure("E_CONFIG_OWNER", message, {
    hint: [
      "Keys are read and stored only where nobody but you and root can change them. Nothing was changed.",
      "NOVU_MSG_CONFIG_DIR can name a folder of your own; with NOVU_SECRET_KEY no config file is needed.",
    ],
    next: [{ words: ["ls", "-ld", place], when: "to see whose it is" }],
  });

/** A file with keys is its owner's alone. @throws Failure E_CONFIG_MODE */
export const guardMode = (file: string, mode: number): void => {
  if ((mode & OPEN_TO_OTHERS) === 0) return;
  throw new Failure("E_CONFIG_MODE", `others on this machine can read ${file}, and it holds API keys`, {
    next: [{ words: ["chmod", "600", file] }],
  });
};

/** Who may write to the folder could put another file in place of ours. @throws Failure E_CONFIG_MODE */
export const guardFolder = async (folder: string): Promise<void> => {
  const { mode } = statSync(folder);
  if ((mode & WRITABLE_BY_OTHERS) === 0 || (mode & STICKY) !== 0) return;
  throw new Failure("E_CONFIG_MODE", `others on this machine can replace files in ${folder}`, {
    next: [{ words: ["chmod", "700", folder] }],
  });
};

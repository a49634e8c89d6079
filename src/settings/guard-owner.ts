import path from "node:path";
import { Failure } from "../failure/failure.js";
import { isForeign, type System, untrustedConfig } from "./ownership.js";

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

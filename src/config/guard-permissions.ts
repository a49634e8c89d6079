import { statSync } from "node:fs";
import { Failure } from "../failures/failure.js";

const OPEN_TO_OTHERS = 0o077;
const WRITABLE_BY_OTHERS = 0o022;
/** In a sticky folder, such as /tmp, only a file's owner may replace it. */
const STICKY = 0o1000;

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

import { readlink, realpath } from "node:fs/promises";
import path from "node:path";
import { undefinedIfMissing } from "./undefined-if-missing.js";

/** Linux's limit. */
const MAX_LINKS = 40;

/**
 * The path, free of symbolic links, of the file that opening `file` would open or create. The folder must exist, the
 * file need not.
 * @throws the system's error for a folder that is missing or not searchable; ELOOP for links that form a loop
 */
export const realFile = async (file: string): Promise<string> => {
  let current = file;
  for (let links = 0; links <= MAX_LINKS; links += 1) {
    const found = await realpath(current).catch(undefinedIfMissing);
    if (found !== undefined) return found;
    const folder = await realpath(path.dirname(current));
    const name = path.join(folder, path.basename(current));
    const target = await readlink(name).catch(() => undefined);
    if (target === undefined) return name;
    // Not normalized: `..` after a linked folder is relative to the link's target.
    current = path.isAbsolute(target) ? target : `${folder}${path.sep}${target}`;
  }
  throw Object.assign(new Error(`too many symbolic links: ${file}`), { code: "ELOOP" });
};

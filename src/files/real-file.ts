import { readlink, realpath } from "node:fs/promises";
import path from "node:path";

/** As many links in a row as Linux follows. */
const MOST_LINKS = 40;

/**
 * The path of the file that opening this path opens or creates: without symbolic links in it, so it is the same
 * whichever way leads there. The file itself need not exist yet, its folder must.
 * @throws what the system says of a folder that is missing or cannot be searched, and of links that form a loop
 */
export const realFile = async (file: string): Promise<string> => {
  let current = file;
  for (let links = 0; links <= MOST_LINKS; links += 1) {
    const found = await realpath(current).catch(unlessMissing);
    if (found !== undefined) return found;
    const folder = await realpath(path.dirname(current));
    const name = path.join(folder, path.basename(current));
    const target = await readlink(name).catch(() => undefined);
    if (target === undefined) return name;
    // Not normalized: `..` behind a linked folder leads out of the folder it links to.
    current = path.isAbsolute(target) ? target : `${folder}${path.sep}${target}`;
  }
  throw Object.assign(new Error(`too many symbolic links: ${file}`), { code: "ELOOP" });
};

const unlessMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== "ENOENT") throw error;
};

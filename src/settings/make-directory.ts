import { mkdirSync } from "node:fs";
import path from "node:path";

/**
 * Makes a folder and the ones above it. Not mkdir's own `recursive`: that never ends below /proc, where a
 * folder can neither be found nor made.
 */
export const makeDirectory = async (directory: string, mode: number): Promise<void> => {
  const error = attempt(directory, mode);
  if (error === undefined || error.code === "EEXIST") return;
  const parent = path.dirname(directory);
  if (error.code !== "ENOENT" || parent === directory) throw error;
  await makeDirectory(parent, mode);
  const second = attempt(directory, mode);
  if (second !== undefined && second.code !== "EEXIST") throw second;
};

const attempt = (directory: string, mode: number): NodeJS.ErrnoException | undefined => {
  try {
    mkdirSync(directory, { mode });
    return undefined;
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
};

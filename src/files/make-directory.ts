import { mkdirSync } from "node:fs";
import path from "node:path";

/**
 * Makes a folder and the ones above it. Not mkdir's own `recursive`: that never ends below /proc, where a
 * folder can neither be found nor made.
 */
export const makeDirectory = async (directory: string, mode: number): Promise<void> =>
  makeDirectoryNow(directory, mode);

/** The same, for who cannot wait. */
export const makeDirectoryNow = (directory: string, mode: number): void => {
  const error = attempt(directory, mode);
  if (error === undefined || error.code === "EEXIST") return;
  const parent = path.dirname(directory);
  if (error.code !== "ENOENT" || parent === directory) throw error;
  makeDirectoryNow(parent, mode);
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

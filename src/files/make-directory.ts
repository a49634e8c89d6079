import { mkdirSync } from "node:fs";
import path from "node:path";

/** @see makeDirectorySync */
export const makeDirectory = async (directory: string, mode: number): Promise<void> =>
  makeDirectorySync(directory, mode);

/**
 * Makes a folder and its missing parents. mkdir's `recursive` is not used: below /proc, where a folder neither
 * exists nor can be made, it loops forever.
 * @throws the system's error
 */
export const makeDirectorySync = (directory: string, mode: number): void => {
  const error = attempt(directory, mode);
  if (error === undefined || error.code === "EEXIST") return;
  const parent = path.dirname(directory);
  if (error.code !== "ENOENT" || parent === directory) throw error;
  makeDirectorySync(parent, mode);
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

import { renameSync, rmSync } from "node:fs";

/**
 * Replaces a file atomically: readers see the old one or the new one. Of two writers at once the last one wins.
 * @param file without links: renaming would replace the link
 * @param write writes the new file to the path it is given; throws to keep the old one
 * @param draft the path of the new file until it is complete, in the same folder
 * @returns what `write` returns
 * @throws the system's error, and what `write` throws; then the old file is still there, and no new one
 */
export const replaceFile = <Result>(
  file: string,
  write: (draft: string) => Result,
  draft = `${file}.${Math.random().toString(36).slice(2)}`,
): Result => {
  try {
    const result = write(draft);
    renameSync(draft, file);
    return result;
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
};

import { closeSync, fsyncSync, openSync } from "node:fs";

/** Waits until the content of a file is on the disk. @throws the system's error */
export const syncFile = (file: string): void => syncToDisk(file, "r+");

/**
 * Waits until what was renamed in a folder is on the disk. Some file systems cannot do that. Then a crash may bring back
 * the old file, but never half of one.
 */
export const syncFolder = (folder: string): void => {
  try {
    syncToDisk(folder, "r");
  } catch {
    // See above.
  }
};

const syncToDisk = (file: string, flags: string): void => {
  const descriptor = openSync(file, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

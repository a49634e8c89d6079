import type { FolderVariable } from "./base-dirs.js";

/** A hint for failures to store a file because there is no home folder. */
export const noHomeHint = (name: FolderVariable): string =>
  `HOME is not set and this user has no home folder, so nothing is stored unless ${name} names a folder.`;

import type { FolderVariable } from "./base-dirs.js";

/** A hint for failures to store a file because there is no home folder. */
export const noHomeHint = (name: FolderVariable): string =>
  `HOME isn't set and this user has no home folder. To store anything, set ${name} to a folder.`;

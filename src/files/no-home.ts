import type { FolderVariable } from "./base-dirs.js";

/** Why nothing is stored, and what to do about it, for a failure's hint. */
export const noHome = (name: FolderVariable): string =>
  `HOME is not set and this user has no home folder, so nothing is stored unless ${name} names a folder.`;

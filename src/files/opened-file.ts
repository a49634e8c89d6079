import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from "node:fs";

/** Completion reads only regular files: reading a pipe could block, and would take data that the command needs. */
export const isRegularFile = (file: string): boolean => {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false; // The command itself reports why the file cannot be read.
  }
};

/** All fields come from one descriptor, so they belong to the same file even if the path is replaced meanwhile. */
export interface OpenedFile {
  /** Without a byte order mark, which some Windows editors write. */
  readonly text: string;
  readonly uid: number;
  readonly mode: number;
}

/** @throws the system's error; with code EINVAL if it is neither a file nor a folder, such as a pipe */
export const readOpened = (file: string): OpenedFile => {
  // Without O_NONBLOCK (which Windows lacks), opening a pipe blocks until another process writes to it.
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile() && !stats.isDirectory())
      throw Object.assign(new Error("no file"), { code: "EINVAL" });
    return {
      text: readFileSync(descriptor, "utf8").replace(/^\ufeff/, ""),
      uid: stats.uid,
      mode: stats.mode,
    };
  } finally {
    closeSync(descriptor);
  }
};

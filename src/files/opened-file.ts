import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from "node:fs";

/** Completion reads no other: a pipe would be waited for, and what is in it is the command's. */
export const isRegularFile = (file: string): boolean => {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false; // Then the command says why it cannot be read.
  }
};

/** What was opened, not what has its name by now. */
export interface OpenedFile {
  readonly text: string;
  readonly uid: number;
  readonly mode: number;
}

/** @throws the system's error; with code EINVAL for what is neither file nor folder, such as a pipe */
export const readOpened = (file: string): OpenedFile => {
  // Without O_NONBLOCK, which Windows lacks, opening a pipe waits for somebody to write to it.
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const facts = fstatSync(descriptor);
    if (!facts.isFile() && !facts.isDirectory())
      throw Object.assign(new Error("no file"), { code: "EINVAL" });
    return { text: readFileSync(descriptor, "utf8"), uid: facts.uid, mode: facts.mode };
  } finally {
    closeSync(descriptor);
  }
};

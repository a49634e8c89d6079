import { randomUUID } from "node:crypto";
import { type FileHandle, link, open, rm } from "node:fs/promises";
import type { ProcessIdentity, ProcessTable } from "./process-identity.js";

/** What is to become the lock file, beside it. */
export interface Draft {
  readonly file: string;
  readonly text: string;
  readonly handle: FileHandle;
  readonly own: ProcessIdentity;
}

export const makeDraft = async (lock: string, processes: ProcessTable): Promise<Draft> => {
  const own = await processes.own();
  const id = randomUUID();
  const file = `${lock}.${id}`;
  const text = JSON.stringify({ ...own, id });
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(text);
    return { file, text, handle, own };
  } catch (error) {
    await handle.close();
    await rm(file, { force: true }); // A full disk leaves an empty file.
    throw error;
  }
};

/** The file appears with its text in it, so nobody reads half of it. Undefined where there is one already. */
export const createFrom = async (file: string, draft: Draft): Promise<FileHandle | undefined> => {
  try {
    await link(draft.file, file);
    return draft.handle;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return undefined;
    if (!WITHOUT_LINKS.has(code)) throw error;
    return createByName(file, draft);
  }
};

/** How file systems without hard links, such as FAT and some network shares, refuse one. */
const WITHOUT_LINKS: ReadonlySet<string> = new Set(["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EMLINK"]);

const createByName = async (file: string, draft: Draft): Promise<FileHandle | undefined> => {
  const handle = await open(file, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") return undefined;
    throw error;
  });
  try {
    await handle?.writeFile(draft.text);
  } catch (error) {
    await handle?.close();
    await rm(file, { force: true });
    throw error;
  }
  if (handle !== undefined) await draft.handle.close();
  return handle;
};

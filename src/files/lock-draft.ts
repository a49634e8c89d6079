import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { type FileHandle, link, open, readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { identityInText, livenessOf, type ProcessIdentity, type ProcessTable } from "./process-identity.js";

const FILE_MODE = 0o600;

/** A file beside the lock file, complete before it is renamed or linked to it. */
interface Draft {
  readonly file: string;
  readonly text: string;
  readonly handle: FileHandle;
  readonly self: ProcessIdentity;
}

export const makeDraft = async (lock: string, processes: ProcessTable): Promise<Draft> => {
  const self = await processes.self();
  const id = randomUUID();
  const file = `${lock}.${id}`;
  const text = JSON.stringify({ ...self, id });
  try {
    // Synchronous, so that a killed process hardly ever leaves a file that does not say whose it is.
    writeFileSync(file, text, { flag: "wx", mode: FILE_MODE });
    return { file, text, self, handle: await open(file, "r+") };
  } catch (error) {
    await rm(file, { force: true }); // A full disk leaves an empty file.
    throw error;
  }
};

/** A hard link makes the file appear with its full text. Returns undefined if the lock file already exists. */
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

/** Error codes of file systems without hard links, such as FAT and some network shares. */
const WITHOUT_LINKS: ReadonlySet<string> = new Set(["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EMLINK"]);

const createByName = async (file: string, draft: Draft): Promise<FileHandle | undefined> => {
  const handle = await open(file, "wx", FILE_MODE).catch((error: NodeJS.ErrnoException) => {
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

/** What follows the lock file's name: drafts, and the locks for taking it over, with their own drafts. */
const LEFT_NAME = /^(\.after-[0-9a-f]{16})*(\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/;
/** Nobody works on a draft for this long. */
const LEFT_AFTER_MS = 3_600_000;

/** Removes the files that killed processes left beside a lock file. Only its holder may call this. */
export const removeLeftDrafts = async (
  lock: string,
  { self }: Draft,
  processes: ProcessTable,
): Promise<void> => {
  const { dir, base } = path.parse(lock);
  const names = await readdir(dir).catch(() => []); // In the lock's folder one may write, but not always read.
  const files = names
    .filter((name) => name.startsWith(`${base}.`) && LEFT_NAME.test(name.slice(base.length)))
    .map((name) => path.join(dir, name));
  await Promise.all(
    files.map(async (file) => {
      if (await isLeft(file, self, processes)) await rm(file, { force: true });
    }),
  );
};

const isLeft = async (file: string, self: ProcessIdentity, { statusOf }: ProcessTable): Promise<boolean> => {
  try {
    const liveness = await livenessOf(identityInText(await readFile(file, "utf8")), self, statusOf);
    if (liveness === "running" || liveness === "suspended") return false;
    return liveness === "ended" || Math.abs(Date.now() - (await stat(file)).mtimeMs) > LEFT_AFTER_MS;
  } catch {
    return false; // Removed by its owner in the meantime.
  }
};

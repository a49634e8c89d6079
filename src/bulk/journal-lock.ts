import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { isJsonObject, type JsonValue } from "../domain/json.js";
import { lockedJournal } from "./journal-trouble.js";

/** Who runs on this machine. */
export interface Processes {
  readonly own: number;
  readonly isRunning: (pid: number) => boolean;
}

const TOUCHED_EVERY_MS = 3_000;
/** A lock that nobody has touched for so long is nobody's: another machine's, or its number now another process's. */
const STALE_MS = 20_000;

/** Keeps other runs out. @returns what lets them in again @throws Failure E_JOURNAL */
export const lockJournal = async (file: string, processes: Processes): Promise<() => Promise<void>> => {
  const lock = `${file}.lock`;
  const mark = JSON.stringify({ pid: processes.own, host: hostname(), id: randomUUID() });
  if (!(await claim(lock, mark))) {
    const holder = await holderOf(lock);
    if (holder !== undefined && isAlive(holder, processes)) throw lockedJournal(file, holder.pid);
    if (holder !== undefined) await removeDead(lock, holder.mark);
    if (!(await claim(lock, mark))) throw lockedJournal(file, (await holderOf(lock))?.pid);
  }
  const touch = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now).catch(() => {}); // Whoever took it away is told by nobody, and it is not ours then.
  }, TOUCHED_EVERY_MS);
  touch.unref();
  return async () => {
    clearInterval(touch);
    if ((await holderOf(lock))?.mark === mark) await rm(lock, { force: true });
  };
};

/** The file appears with its text in it: nobody reads half of it. */
const claim = async (lock: string, mark: string): Promise<boolean> => {
  const beside = `${lock}.${randomUUID()}`;
  await writeFile(beside, mark, { mode: 0o600, flag: "wx" });
  try {
    await link(beside, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
};

interface Holder {
  readonly mark: string;
  readonly pid: number | undefined;
  readonly host: string | undefined;
  readonly ageMs: number;
}

const holderOf = async (lock: string): Promise<Holder | undefined> => {
  try {
    const [mark, { mtimeMs }] = await Promise.all([readFile(lock, "utf8"), stat(lock)]);
    const { pid, host } = fieldsOf(mark);
    return {
      mark,
      pid: typeof pid === "number" ? pid : undefined,
      host: typeof host === "string" ? host : undefined,
      ageMs: Date.now() - mtimeMs,
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};

const fieldsOf = (mark: string): { readonly [name: string]: JsonValue } => {
  try {
    const value: JsonValue = JSON.parse(mark);
    return isJsonObject(value) ? value : {};
  } catch {
    return {}; // No lock of ours; its age decides.
  }
};

/** Our own number proves nothing: in a container every run may have the same. */
const isAlive = ({ pid, host, ageMs }: Holder, processes: Processes): boolean => {
  if (ageMs > STALE_MS) return false;
  if (pid === undefined || host !== hostname() || pid === processes.own) return true;
  return processes.isRunning(pid);
};

/** Two may find the same dead lock, and the slower one must not take away what the faster one has put there. */
const removeDead = async (lock: string, dead: string): Promise<void> => {
  const aside = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if ((await readFile(aside, "utf8")) !== dead) await link(aside, lock).catch(() => {}); // Back to its holder.
  await rm(aside, { force: true });
};

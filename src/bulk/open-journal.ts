import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, stat, truncate } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { acquireLock, type FileLock, isHolder, type LockOptions } from "../files/file-lock.js";
import { makeDirectory } from "../files/make-directory.js";
import { realFile } from "../files/real-file.js";
import type { Journal, JournalRecord } from "./bulk-types.js";
import { createFinishedRows, type FinishedRows } from "./finished-rows.js";
import {
  linkedJournal,
  lockedJournal,
  lostJournal,
  refuseJournal,
  strangeJournal,
} from "./journal-failures.js";
import { JOURNAL_VERSION, type JournalHeader, readJournal } from "./read-journal.js";
import { rowId } from "./row-id.js";

export interface OpenJournalOptions extends JournalHeader {
  readonly file: string;
  /** Goes on where an earlier run ended; otherwise what is there is given up. */
  readonly isResumed: boolean;
  readonly lock: LockOptions;
  /** ms since the epoch. */
  readonly now: () => number;
}

export interface OpenedJournal extends Journal {
  /** Whether there was an earlier run to go on from. */
  readonly isContinued: boolean;
  /** To be called before every request. @throws Failure E_JOURNAL when the journal is not this run's any more */
  readonly assertHeld: () => void;
}

const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;
/** Thousands of results a second share forty writes; a slow run's are written as they come. */
const WRITE_EVERY_MS = 25;
/** What a loss of power may cost at most. */
const SYNC_EVERY_MS = 1_000;

/** Tells the records of one run from another's in the same file. */
const newRunId = (): string => randomBytes(4).toString("hex");

/** @throws Failure E_JOURNAL when another run has it, it is not ours to continue, or the disk refuses */
export const openJournal = async (options: OpenJournalOptions): Promise<OpenedJournal> => {
  const { file } = options;
  const refuse = refuseJournal(file);
  await makeDirectory(path.dirname(file), DIRECTORY_MODE).catch(refuse);
  // Two runs that reach one journal by different paths must meet at one lock.
  const real = await realFile(file).catch(refuse);
  const lockFile = `${real}.lock`;
  const lock = await acquireLock(lockFile, options.lock).catch(refuse);
  if (isHolder(lock)) throw lockedJournal(file, lock);
  try {
    await assertOneName(real, file);
    const earlier = options.isResumed ? await readEarlier(options, real) : undefined;
    const handle = await open(real, earlier === undefined ? ANEW : APPENDING, FILE_MODE);
    const run = newRunId();
    await write(handle, earlier === undefined ? headerLine(options, run) : runLine(options, run));
    return journalOver({ handle, lock, lockFile, earlier, run }, options);
  } catch (error) {
    await lock.release();
    return refuse(error);
  }
};

const APPENDING = constants.O_WRONLY | constants.O_APPEND;
const ANEW = APPENDING | constants.O_CREAT | constants.O_TRUNC;

/** The lock is a name beside the journal's, so it cannot keep out a run that uses another name in another place. */
const assertOneName = async (real: string, file: string): Promise<void> => {
  const facts = await stat(real).catch(() => undefined); // Opening it says what is wrong.
  if (facts?.isFile() && facts.nlink > 1) throw linkedJournal(file, facts.nlink);
};

/** Undefined where there is nothing to go on from. What was torn off at the end is cut off. */
const readEarlier = async (options: OpenJournalOptions, real: string): Promise<FinishedRows | undefined> => {
  const { file, host, environment } = options;
  const finished = createFinishedRows();
  const read = await readJournal(real, finished.add).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (read?.header === undefined) return undefined;
  if (read.header.host !== host || read.header.environment !== environment) {
    throw strangeJournal(
      file,
      `it is about ${read.header.host}, environment ${read.header.environment}; this run goes to ${host}, environment ${environment}`,
    );
  }
  await truncate(real, read.bytes);
  return finished;
};

interface JournalParts {
  readonly handle: FileHandle;
  readonly lock: FileLock;
  readonly lockFile: string;
  readonly earlier: FinishedRows | undefined;
  readonly run: string;
}

const journalOver = (
  { handle, lock, lockFile, earlier, run }: JournalParts,
  { file, host }: OpenJournalOptions,
): OpenedJournal => {
  const refuse = refuseJournal(file);
  const assertHeld = () => {
    const state = lock.state();
    if (state.kind !== "held") throw lostJournal(file, lockFile, state);
  };
  let isDirty = false;
  /** One after the other; after one that failed none is tried, for it may have left half a line. */
  let last: Promise<void> = Promise.resolve();
  let lastWrite = Number.NEGATIVE_INFINITY;
  const sync = async () => {
    if (!isDirty) return;
    isDirty = false;
    await handle.datasync();
  };
  const writeSoon = async (text: string) => {
    const sinceLast = performance.now() - lastWrite;
    if (sinceLast < WRITE_EVERY_MS) await pause(WRITE_EVERY_MS - sinceLast);
    lastWrite = performance.now();
    assertHeld(); // A record behind another run's would claim a later finish than that run's.
    isDirty = true;
    await write(handle, text);
  };
  // A disk that fails says so at the next write or at the end.
  const timer = setInterval(() => void sync().catch(() => {}), SYNC_EVERY_MS);
  timer.unref();
  return {
    isContinued: earlier !== undefined,
    assertHeld,
    take: (action) => {
      const id = rowId(host, action);
      return earlier?.take(id, action) ?? { id, isDone: false };
    },
    append: (records) => {
      last = last.then(() => writeSoon(records.map((record) => recordLine(record, run)).join("")));
      return last.catch(refuse);
    },
    close: async () => {
      clearInterval(timer);
      try {
        await last.catch(() => {}); // Whoever appended it has been told.
        await handle.datasync();
        await handle.close();
      } catch (error) {
        refuse(error);
      } finally {
        await lock.release();
      }
    },
  };
};

const write = async (handle: FileHandle, text: string): Promise<void> => {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
};

const headerLine = ({ input, host, environment, now }: OpenJournalOptions, run: string): string =>
  `${JSON.stringify({ journal: "novu-msg apply", version: JOURNAL_VERSION, input, host, environment, run, startedAt: new Date(now()).toISOString() })}\n`;

/** Where the records of a resumed run begin. */
const runLine = ({ now }: OpenJournalOptions, run: string): string =>
  `${JSON.stringify({ run, startedAt: new Date(now()).toISOString() })}\n`;

/** By hand, for it is written a million times; nothing in it needs escaping. */
const recordLine = ({ id, occurrence, number, outcome, code }: JournalRecord, run: string): string =>
  `{"id":"${id}","run":"${run}"${occurrence === undefined ? "" : `,"occurrence":${occurrence}`},"row":${number},"outcome":"${outcome}"${code === undefined ? "" : `,"code":"${code}"`}}\n`;

import { createHash, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, stat, truncate } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type AcquireOptions, acquireLock, type FileLock, isHolder } from "../files/file-lock.js";
import { makeDirectory } from "../files/make-directory.js";
import { realFile } from "../files/real-file.js";
import { createFinishedRows, type FinishedRows, type JournalEntry, rowId } from "./finished-rows.js";
import {
  cannotContinue,
  linkedJournal,
  lockedJournal,
  lostJournal,
  refuseJournal,
} from "./journal-failures.js";
import { JOURNAL_VERSION, type JournalHeader, readJournal } from "./read-journal.js";
import type { GoodRow, RowOutcome, RowResult } from "./row.js";

/** What became of each row, kept on disk so that a run can be resumed (ADR 0022). */
export interface Journal {
  /** Whether it resumes an earlier run. */
  readonly isContinued: boolean;
  /** Whether an earlier run finished this row. Has to be called for each row, in the order of the input. */
  has(row: GoodRow): boolean;
  /** Has to be awaited before a row is sent: takes back the record of an earlier run, if there is one. */
  reopen(row: GoodRow): Promise<void>;
  /** Settles when the operating system has the record. Nothing is recorded of kept and skipped rows. @throws Failure E_JOURNAL */
  append(result: RowResult): Promise<void>;
  /** Has to be called before every request. @throws Failure E_JOURNAL if another run may have the journal now */
  assertHeld(): void;
  /** Syncs the file and releases the lock. @throws Failure E_JOURNAL */
  close(): Promise<void>;
}

export interface OpenJournalOptions extends JournalHeader {
  readonly file: string;
  /** Continues the journal of an earlier run; otherwise that is overwritten. */
  readonly isResumed: boolean;
  readonly lock: AcquireOptions;
  /** ms since the epoch. */
  readonly now: () => number;
}

const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;
/** Records of these ms share one write: forty writes a second, however many results there are. */
const WRITE_EVERY_MS = 25;
/** The most that a loss of power can cost. */
const SYNC_EVERY_MS = 1_000;

/** @throws Failure E_JOURNAL if another run has it, it belongs to something else, or the disk refuses */
export const openJournal = async (options: OpenJournalOptions): Promise<Journal> => {
  const { file } = options;
  const refuse = refuseJournal(file);
  await makeDirectory(path.dirname(file), DIRECTORY_MODE).catch(refuse);
  // Runs that reach one journal by different paths must meet at one lock.
  const real = await realFile(file).catch(refuse);
  const lockFile = `${real}.lock`;
  const lock = await acquireLock(lockFile, options.lock).catch(refuse);
  if (isHolder(lock)) throw lockedJournal(file, lock);
  try {
    await assertOneName(real, file);
    const finished = options.isResumed ? await readFinished(options, real) : undefined;
    const handle = await open(real, finished === undefined ? TRUNCATED : APPENDED, FILE_MODE);
    const run = randomBytes(4).toString("hex");
    await write(handle, finished === undefined ? headerLine(options, run) : runLine(options, run));
    const assertHeld = () => {
      const state = lock.state();
      if (state.kind !== "held") throw lostJournal(file, lockFile, state);
    };
    return createJournal({ handle, lock, assertHeld, finished, run }, options);
  } catch (error) {
    await lock.release();
    return refuse(error);
  }
};

const APPENDED = constants.O_WRONLY | constants.O_APPEND;
const TRUNCATED = APPENDED | constants.O_CREAT | constants.O_TRUNC;

/** The lock is a file beside the journal, so it cannot keep out a run that uses another hard link elsewhere. */
const assertOneName = async (real: string, file: string): Promise<void> => {
  const stats = await stat(real).catch(() => undefined); // Opening it reports the error.
  if (stats?.isFile() && stats.nlink > 1) throw linkedJournal(file, stats.nlink);
};

/** What earlier runs finished; undefined if there was none. Cuts off a last line without its end. */
const readFinished = async (options: OpenJournalOptions, real: string): Promise<FinishedRows | undefined> => {
  const { file, host, environment } = options;
  const finished = createFinishedRows();
  const read = await readJournal(real, finished.add).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (read?.header === undefined) return undefined;
  if (read.header.host !== host || read.header.environment !== environment) {
    throw cannotContinue(
      file,
      `it is about ${read.header.host}, environment ${read.header.environment}; this run goes to ${host}, environment ${environment}`,
    );
  }
  await truncate(real, read.bytes);
  return finished;
};

interface JournalParts {
  readonly handle: FileHandle;
  readonly lock: Pick<FileLock, "release">;
  readonly assertHeld: () => void;
  readonly finished: FinishedRows | undefined;
  /** Distinguishes this run's records from those of other runs in the file. */
  readonly run: string;
}

const createJournal = (
  { handle, lock, assertHeld, finished, run }: JournalParts,
  { file, host }: OpenJournalOptions,
): Journal => {
  const refuse = refuseJournal(file);
  const entries = new WeakMap<GoodRow, JournalEntry>();
  let pending = "";
  /** The write that takes what is pending. */
  let nextWrite: Promise<void> | undefined;
  /** After a write that failed there is no other, since it may have left half a line. */
  let lastWrite: Promise<void> = Promise.resolve();
  let lastWriteAt = Number.NEGATIVE_INFINITY;
  let isDirty = false;

  const appendLine = (line: string): Promise<void> => {
    pending += line;
    if (nextWrite === undefined) {
      nextWrite = lastWrite.then(writePending);
      lastWrite = nextWrite;
    }
    return nextWrite;
  };

  const writePending = async (): Promise<void> => {
    const sinceLast = performance.now() - lastWriteAt;
    if (sinceLast < WRITE_EVERY_MS) await pause(WRITE_EVERY_MS - sinceLast);
    lastWriteAt = performance.now();
    assertHeld(); // A record after those of another run would claim that this row was written later than theirs.
    const text = pending;
    pending = "";
    nextWrite = undefined;
    isDirty = true;
    await write(handle, text).catch(refuse);
  };

  const sync = async (): Promise<void> => {
    if (!isDirty) return;
    isDirty = false;
    await handle.datasync();
  };
  // The next write, or closing, reports what is wrong with the disk.
  const timer = setInterval(() => void sync().catch(() => {}), SYNC_EVERY_MS);
  timer.unref();

  return {
    isContinued: finished !== undefined,
    assertHeld,
    has: (row) => {
      const id = rowId(host, row.action);
      const entry = finished?.take(id, row.action) ?? { id, isDone: false, isRedo: false };
      entries.set(row, entry);
      return entry.isDone;
    },
    reopen: async (row) => {
      const entry = entries.get(row);
      if (entry?.isRedo) await appendLine(recordLine(entry, run, { number: row.number, outcome: "again" }));
    },
    append: async ({ row, outcome, code }) => {
      const entry = row.kind === "good" ? entries.get(row) : undefined;
      if (entry === undefined || outcome === "skipped" || outcome === "kept") return;
      await appendLine(recordLine(entry, run, { number: row.number, outcome, code }));
    },
    close: async () => {
      clearInterval(timer);
      try {
        await lastWrite.catch(() => {}); // `append` reported it.
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

/** The records of a resumed run follow it. */
const runLine = ({ now }: OpenJournalOptions, run: string): string =>
  `${JSON.stringify({ run, startedAt: new Date(now()).toISOString() })}\n`;

interface JournalRecord {
  readonly number: number;
  readonly outcome: Exclude<RowOutcome, "skipped" | "kept"> | "again";
  readonly code?: string | undefined;
}

const recordLine = (
  { id, occurrence }: JournalEntry,
  run: string,
  { number: row, outcome, code }: JournalRecord,
): string => `${JSON.stringify({ id, run, occurrence, row, outcome, code })}\n`;

/** Where the journal of this input and environment is if no file was named. */
export const journalPath = (stateDir: string, { input, host, environment }: JournalHeader): string => {
  const name = createHash("sha256")
    .update(JSON.stringify([input, host, environment]))
    .digest("hex");
  return path.join(stateDir, "apply", `${name.slice(0, NAME_DIGITS)}.ndjson`);
};

/** Not 32: that looks like a key, and would be masked in output. */
const NAME_DIGITS = 24;

import { createHash, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, stat, truncate } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "../failures/failure.js";
import { acquireLock, type FileLock, isHolder } from "../files/file-lock.js";
import { makeDirectory } from "../files/make-directory.js";
import { realFile } from "../files/real-file.js";
import { undefinedIfMissing } from "../files/undefined-if-missing.js";
import { createFinishedRows, rowId } from "./finished-rows.js";
import { journalFailure, throwJournalError } from "./journal-failures.js";
import { JOURNAL_VERSION, type JournalHeader, readJournal } from "./read-journal.js";
import type { GoodRow, RowOutcome, RowResult } from "./row.js";

type JournalEntry = ReturnType<FinishedRows["nextEntry"]>;

type FinishedRows = ReturnType<typeof createFinishedRows>;

/** What became of each row, kept on disk so that a run can be resumed (ADR 0022). */
export interface Journal {
  /** Whether it resumes an earlier run. */
  readonly isResuming: boolean;
  /** Whether an earlier run finished this row. Call once per row, in the order of the input. */
  checkFinished(row: GoodRow): boolean;
  /** Revokes the record that an earlier run wrote for this row, if there is one. Await it before sending the row. */
  revoke(row: GoodRow): Promise<void>;
  /** Settles when the operating system has the record. Ignores kept and skipped rows. @throws Failure E_JOURNAL */
  append(result: RowResult): Promise<void>;
  /** Records that this run writes its failed rows to a file, by its real path; and, once it is closed, the hash of it. */
  recordFailedFile(record: { readonly file: string; readonly sha256?: string }): Promise<void>;
  /** Call before every request. @throws Failure E_JOURNAL if another run may have the journal now */
  assertHeld(): void;
  /**
   * Syncs the file and releases the lock.
   * @returns a warning if records are gone, because the file was removed or cut meanwhile
   * @throws Failure E_JOURNAL
   */
  close(): Promise<string | undefined>;
}

interface OpenJournalOptions extends JournalHeader {
  readonly file: string;
  /** Whether to continue the journal of an earlier run instead of overwriting it. */
  readonly resumeRequested: boolean;
  readonly lock: Parameters<typeof acquireLock>[1];
  /** ms since the epoch. */
  readonly now: () => number;
}

const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;
/** Records are collected for this long before they are written together: at most 40 writes a second. */
const WRITE_EVERY_MS = 25;
/** A power failure loses at most the records of this period. */
const SYNC_EVERY_MS = 1_000;

/** @throws Failure E_JOURNAL if another run has it, it is the journal of other rows, or it cannot be read or written */
export const openJournal = async (options: OpenJournalOptions): Promise<Journal> => {
  const { file } = options;
  const refuse = throwJournalError(file);
  await makeDirectory(path.dirname(file), DIRECTORY_MODE).catch(refuse);
  // Runs that reach one journal by different paths must meet at one lock.
  const realPath = await realFile(file).catch(refuse);
  const lockFile = `${realPath}.lock`;
  const lock = await acquireLock(lockFile, options.lock).catch(refuse);
  if (isHolder(lock)) throw journalFailure.locked(file, lock);
  try {
    await assertOneName(realPath, file);
    const finished = options.resumeRequested ? await readFinished(options, realPath) : undefined;
    const handle = await open(realPath, finished === undefined ? TRUNCATED : APPENDED, FILE_MODE);
    const runId = randomBytes(4).toString("hex");
    const sizeBefore = (await handle.stat()).size;
    const begun = await write(
      handle,
      finished === undefined ? headerLine(options, runId) : runLine(options, runId),
    );
    const assertHeld = () => {
      const state = lock.state();
      if (state.kind !== "held") throw journalFailure.lost(file, lockFile, state);
    };
    const parts = { handle, lock, assertHeld, finished, runId, realPath, size: sizeBefore + begun };
    return createJournal(parts, options);
  } catch (error) {
    await lock.release();
    return refuse(error);
  }
};

const APPENDED = constants.O_WRONLY | constants.O_APPEND;
const TRUNCATED = APPENDED | constants.O_CREAT | constants.O_TRUNC;

/** The lock is a file beside the journal, so it cannot keep out a run that uses another hard link elsewhere. */
const assertOneName = async (realPath: string, file: string): Promise<void> => {
  const stats = await stat(realPath).catch(() => undefined); // Opening it reports the error.
  if (stats?.isFile() && stats.nlink > 1) throw journalFailure.linked(file, stats.nlink);
};

/** The rows that earlier runs finished; undefined if there was no run. Truncates an incomplete last line. */
const readFinished = async (
  options: OpenJournalOptions,
  realPath: string,
): Promise<FinishedRows | undefined> => {
  const { file, host, environment } = options;
  const finished = createFinishedRows();
  const read = await readJournal(realPath, finished.add).catch(undefinedIfMissing);
  if (read?.header === undefined) return undefined;
  if (read.header.host !== host || read.header.environment !== environment) {
    throw journalFailure.cannotResume(
      file,
      `it is for ${read.header.host}, environment ${read.header.environment}; this run uses ${host}, environment ${environment}`,
    );
  }
  await truncate(realPath, read.bytes);
  return finished;
};

interface JournalParts {
  readonly handle: FileHandle;
  readonly lock: Pick<FileLock, "release">;
  readonly assertHeld: () => void;
  readonly finished: FinishedRows | undefined;
  /** Distinguishes this run's records from those of other runs in the file. */
  readonly runId: string;
  readonly realPath: string;
  /** In bytes, by now. */
  readonly size: number;
}

const createJournal = (
  { handle, lock, assertHeld, finished, runId, realPath, size }: JournalParts,
  { file, host }: OpenJournalOptions,
): Journal => {
  const refuse = throwJournalError(file);
  const entries = new WeakMap<GoodRow, JournalEntry>();
  let pending = "";
  /** The write that will include `pending`; undefined if none is scheduled. */
  let queuedWrite: Promise<void> | undefined;
  /** The end of the chain of writes. After a failed write, which may have left half a line, it stays rejected. */
  let lastWrite: Promise<void> = Promise.resolve();
  let lastWriteAt = Number.NEGATIVE_INFINITY;
  let hasUnsyncedWrites = false;
  let expectedSize = size;

  const appendLine = (line: string): Promise<void> => {
    pending += line;
    if (queuedWrite === undefined) {
      queuedWrite = lastWrite.then(writePending);
      lastWrite = queuedWrite;
    }
    return queuedWrite;
  };

  const writePending = async (): Promise<void> => {
    const sinceLast = performance.now() - lastWriteAt;
    if (sinceLast < WRITE_EVERY_MS) await pause(WRITE_EVERY_MS - sinceLast);
    lastWriteAt = performance.now();
    assertHeld(); // A record after those of another run would mean that this row was written later than theirs.
    const text = pending;
    pending = "";
    queuedWrite = undefined;
    hasUnsyncedWrites = true;
    expectedSize += (await write(handle, text).catch(refuse)) ?? 0;
  };

  const sync = async (): Promise<void> => {
    if (!hasUnsyncedWrites) return;
    hasUnsyncedWrites = false;
    await handle.datasync();
  };
  // The next write, or `close`, reports a disk error.
  const timer = setInterval(() => void sync().catch(() => {}), SYNC_EVERY_MS);
  timer.unref();

  return {
    isResuming: finished !== undefined,
    assertHeld,
    checkFinished: (row) => {
      const id = rowId(host, row.action);
      const entry = finished?.nextEntry(id, row.action) ?? { id, isDone: false, mustRevoke: false };
      entries.set(row, entry);
      return entry.isDone;
    },
    revoke: async (row) => {
      const entry = entries.get(row);
      if (entry?.mustRevoke)
        await appendLine(recordLine(entry, runId, { number: row.number, outcome: "again" }));
    },
    append: async ({ row, outcome, code }) => {
      const entry = row.kind === "good" ? entries.get(row) : undefined;
      if (entry === undefined || outcome === "skipped" || outcome === "kept") return;
      await appendLine(recordLine(entry, runId, { number: row.number, outcome, code }));
    },
    recordFailedFile: ({ file: failedFile, sha256 }) =>
      appendLine(`${JSON.stringify({ run: runId, failedFile, sha256 })}\n`),
    close: async () => {
      clearInterval(timer);
      try {
        await lastWrite.catch(() => {}); // `append` reported it.
        await handle.datasync();
        const damage = await damageTo(handle, realPath, expectedSize);
        await handle.close();
        return damage && `the journal ${file} ${damage}; with --resume, rows could be written twice`;
      } catch (error) {
        return refuse(error);
      } finally {
        await lock.release();
      }
    },
  };
};

/** @returns the number of bytes */
const write = async (handle: FileHandle, text: string): Promise<number> => {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
  return bytes.length;
};

/** What happened to the file besides this run's own writes, as a predicate. */
const damageTo = async (handle: FileHandle, realPath: string, size: number): Promise<string | undefined> => {
  const [own, named] = await Promise.all([handle.stat(), stat(realPath).catch(() => undefined)]);
  if (named === undefined) return "was deleted during the run";
  if (named.ino !== own.ino || named.dev !== own.dev) return "was replaced during the run";
  return own.size < size ? "was truncated during the run" : undefined;
};

const headerLine = ({ input, host, environment, now }: OpenJournalOptions, runId: string): string =>
  `${JSON.stringify({ journal: "novu-msg apply", version: JOURNAL_VERSION, input, host, environment, run: runId, startedAt: new Date(now()).toISOString() })}\n`;

/** Begins the records of a resumed run. */
const runLine = ({ now }: OpenJournalOptions, runId: string): string =>
  `${JSON.stringify({ run: runId, startedAt: new Date(now()).toISOString() })}\n`;

/** How every journal begins. */
const BEGINNING = '{"journal":"novu-msg apply"';

/** A new journal may overwrite another one, but no other file. @throws Failure E_JOURNAL */
export const assertJournal = async (file: string): Promise<void> => {
  const stats = await stat(file).catch(() => undefined);
  // `openJournal` reports a folder; opening a pipe would block.
  if (stats !== undefined && !stats.isFile() && !stats.isDirectory()) {
    throw noJournal(`${file} isn't a regular file, so it can't keep the progress`);
  }
  const handle = await open(file).catch(() => undefined); // `openJournal` reports the error.
  if (handle === undefined) return;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING.length), 0, BEGINNING.length, 0);
    if (BEGINNING.startsWith(buffer.toString("utf8", 0, bytesRead))) return;
  } catch {
    return; // A folder, for example.
  } finally {
    await handle.close();
  }
  throw noJournal(`${file} exists and isn't a novu-msg journal`);
};

const noJournal = (problem: string): Failure =>
  new Failure("E_JOURNAL", problem, {
    hint: ["Choose another file, or one that doesn't exist yet. Nothing was sent."],
    sent: "no",
  });

interface JournalRecord {
  readonly number: number;
  readonly outcome: Exclude<RowOutcome, "skipped" | "kept"> | "again";
  readonly code?: string | undefined;
}

const recordLine = (
  { id, occurrence }: JournalEntry,
  runId: string,
  { number: row, outcome, code }: JournalRecord,
): string => `${JSON.stringify({ id, run: runId, occurrence, row, outcome, code })}\n`;

/** Where the journal of this input and environment is if no file was named. */
export const journalPath = (stateDir: string, { input, host, environment }: JournalHeader): string => {
  const name = createHash("sha256")
    .update(JSON.stringify([input, host, environment]))
    .digest("hex");
  return path.join(stateDir, "apply", `${name.slice(0, NAME_DIGITS)}.ndjson`);
};

/** Not 32: 32 hexadecimal digits look like a key, and would be masked in output. */
const NAME_DIGITS = 24;

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { open, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { finished } from "node:stream/promises";
import { type Journal, journalPath, openJournal } from "../../../bulk/journal.js";
import type { RowLayout } from "../../../bulk/read-rows.js";
import type { RowResult } from "../../../bulk/row.js";
import type { Connected, Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { mayStore, stateDir } from "../../../files/base-dirs.js";
import { noHomeHint } from "../../../files/no-home.js";
import { systemProcesses } from "../../../files/system-processes.js";
import type { ApplyInput } from "./apply.js";

/** Input, journal and failed rows must be three files. @throws Failure E_CONFLICT */
export const assertDistinctFiles = async ({
  file = "-",
  failedTo,
  journal,
}: Pick<ApplyInput, "file" | "failedTo" | "journal">): Promise<void> => {
  const [inputId, failedId, journalId] = await Promise.all([
    file === "-" ? inodeOf(STDIN) : identityOf(file),
    identityOf(failedTo),
    identityOf(journal),
  ]);
  const conflicts = [
    {
      isConflict: failedId !== undefined && failedId === inputId,
      what: "--failed-to names the file of the rows",
    },
    {
      isConflict: journalId !== undefined && journalId === inputId,
      what: "--journal names the file of the rows",
    },
    {
      isConflict: journalId !== undefined && journalId === failedId,
      what: "--journal and --failed-to name one file",
    },
  ];
  for (const { what } of conflicts.filter(({ isConflict }) => isConflict)) {
    throw new Failure("E_CONFLICT", what, {
      hint: ["It would be written over. Name another file. Nothing was sent."],
    });
  }
};

/** The file that a shell opened for stdin; Windows has no name for it. */
const STDIN = "/dev/stdin";

/** The same for all paths and hard links of one file. */
const identityOf = async (file: string | undefined): Promise<string | undefined> =>
  file === undefined ? undefined : ((await inodeOf(file)) ?? realpath(file).catch(() => path.resolve(file)));

/** Undefined if the path does not exist or is not a regular file, such as a terminal. */
const inodeOf = async (file: string): Promise<string | undefined> => {
  const stats = await stat(file, { bigint: true }).catch(() => undefined);
  return stats?.isFile() ? `${stats.dev}:${stats.ino}` : undefined;
};

/** Collects the rows that failed or are unknown, in the format of the input, so that they can be run again. */
interface FailedFile {
  /** @throws Failure E_FILE */
  add(result: RowResult): Promise<void>;
  /** @throws Failure E_FILE */
  close(): Promise<void>;
}

const NO_FILE: FailedFile = { add: async () => {}, close: async () => {} };

/** Truncates the file at once, so that it never holds rows of an earlier run. @throws Failure E_FILE */
export const openFailedFile = async (file: string | undefined, layout: RowLayout): Promise<FailedFile> => {
  if (file === undefined) return NO_FILE;
  const stream = createWriteStream(file);
  const failed = (error: unknown) => {
    throw unwritable(file, error);
  };
  stream.on("error", () => {}); // `add` and `close` report it.
  await once(stream, "open").catch(failed);
  const rows = createRowText(layout);
  const write = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      stream.write(text, (error) => (error ? reject(unwritable(file, error)) : resolve()));
    });
  return {
    add: async ({ outcome, row }) => {
      if (outcome === "failed" || outcome === "unknown") await write(rows.add(row.raw));
    },
    close: async () => {
      stream.end(rows.end());
      await finished(stream).catch(failed);
    },
  };
};

const unwritable = (file: string, error: unknown): Failure => {
  const { code, message } = error as NodeJS.ErrnoException;
  return new Failure("E_FILE", `${file} cannot be written: ${code ?? message}`, { cause: error });
};

/** Serializes rows incrementally, in the format of an input: `add` and `end` return the next part of the text. */
export const createRowText = ({ format, header, lineEnd }: RowLayout) => {
  const isJson = format === "json";
  const start = isJson ? "[" : header === undefined ? "" : header + lineEnd;
  const between = isJson ? `,${lineEnd}` : "";
  let isEmpty = true;
  return {
    /** @param raw the row as written, see `RowPosition` */
    add: (raw: string): string => {
      const text = (isEmpty ? start : between) + raw + (isJson ? "" : lineEnd);
      isEmpty = false;
      return text;
    },
    end: (): string => (isEmpty ? start : "") + (isJson ? `]${lineEnd}` : ""),
  };
};

type JournalContext = Pick<Context, "dirs" | "processes" | "now" | "output" | "sleep" | "signal">;

/** How often to check the lock of a run whose process cannot be seen; the holder updates it every 3 s. */
const CHECK_LOCK_EVERY_MS = 500;

/**
 * The journal of this input in this environment. The path of the input counts, not its content; all input from stdin
 * shares one journal.
 * @throws Failure E_JOURNAL, and those of fetching the environment
 */
export const openRunJournal = async (
  { dirs, processes, now, output, sleep, signal }: JournalContext,
  { file = "-", journal, isResumed }: Pick<ApplyInput, "file" | "journal" | "isResumed">,
  { novu, connection }: Pick<Connected, "novu" | "connection">,
): Promise<Journal> => {
  const environment = connection.profile?.environment ?? (await novu.environment());
  const header = {
    input: file === "-" ? "stdin" : path.resolve(file),
    host: new URL(connection.apiUrl.value).host,
    environment: environment.id ?? "unknown",
  };
  if (journal === undefined && !mayStore(dirs, ["XDG_STATE_HOME"])) throw noStateHome();
  const target = journal ?? journalPath(stateDir(dirs), header);
  if (journal !== undefined) await assertJournal(journal);
  let isWaiting = false;
  const wait = async () => {
    if (!isWaiting)
      await output.note("checking whether the run that has the journal ended with a restart", target);
    isWaiting = true;
    await sleep(CHECK_LOCK_EVERY_MS).catch(() => {}); // Ctrl-C.
    return !signal.aborted;
  };
  const lock = { processes: systemProcesses(processes), wait };
  const opened = await openJournal({ file: target, ...header, resumeRequested: isResumed, lock, now });
  if (isResumed && !opened.isResuming) {
    await output.note("there is no journal of an earlier run to go on from: all rows are written", target);
  }
  return opened;
};

/** How every journal begins. */
const BEGINNING = '{"journal":"novu-msg apply"';

/** A new journal may overwrite another one, but no other file. @throws Failure E_JOURNAL */
const assertJournal = async (file: string): Promise<void> => {
  const stats = await stat(file).catch(() => undefined);
  // `openJournal` reports a folder; opening a pipe would block.
  if (stats !== undefined && !stats.isFile() && !stats.isDirectory()) {
    throw noJournal(`${file} is no file that can be read again, so it cannot keep the progress`);
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
  throw noJournal(`${file} is no journal of novu-msg, and would be written over`);
};

const noStateHome = (): Failure =>
  new Failure("E_JOURNAL", "there is no home folder to keep the journal in", {
    hint: [noHomeHint("XDG_STATE_HOME"), "Or name a file with --journal. Nothing was sent."],
    sent: "no",
  });

const noJournal = (problem: string): Failure =>
  new Failure("E_JOURNAL", problem, {
    hint: ["Name another file, or one that is not there yet. Nothing was sent."],
    sent: "no",
  });

import { open, stat } from "node:fs/promises";
import path from "node:path";
import { journalPath } from "../../../bulk/journal-path.js";
import { type OpenedJournal, openJournal } from "../../../bulk/open-journal.js";
import type { Connected, Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { mayStore, stateDir } from "../../../files/base-dirs.js";
import { noHome } from "../../../files/no-home.js";
import { systemProcesses } from "../../../files/system-processes.js";
import type { ApplyInput } from "./apply-input.js";

type Needs = Pick<Context, "place" | "processes" | "now" | "output" | "sleep" | "signal">;

/** How often the lock of a run that cannot be seen is looked at; its holder touches it every 3 s. */
const LOOK_EVERY_MS = 500;

/**
 * The journal of this input for this environment. The same file under the same name goes on in the same journal;
 * all that comes on stdin shares one.
 * @throws Failure E_JOURNAL, and those of asking which environment it is
 */
export const openJournalFor = async (
  { place, processes, now, output, sleep, signal }: Needs,
  { file = "-", journal, isResumed }: Pick<ApplyInput, "file" | "journal" | "isResumed">,
  { novu, facts }: Pick<Connected, "novu" | "facts">,
): Promise<OpenedJournal> => {
  const environment = facts.profile?.environment ?? (await novu.environment());
  const header = {
    input: file === "-" ? "stdin" : path.resolve(file),
    host: new URL(facts.apiUrl.value).host,
    environment: environment.id ?? "unknown",
  };
  if (journal === undefined && !mayStore(place, ["XDG_STATE_HOME"])) throw homeless();
  const where = journal ?? journalPath(stateDir(place), header);
  if (journal !== undefined) await assertJournal(journal);
  let isWaiting = false;
  const wait = async () => {
    if (!isWaiting)
      await output.note("checking whether the run that has the journal ended with a restart", where);
    isWaiting = true;
    await sleep(LOOK_EVERY_MS).catch(() => {}); // Ctrl-C.
    return !signal.aborted;
  };
  const lock = { processes: systemProcesses(processes), wait };
  const opened = await openJournal({ file: where, ...header, isResumed, lock, now });
  if (isResumed && !opened.isContinued) {
    await output.note("there is no journal of an earlier run to go on from: all rows are written", where);
  }
  return opened;
};

/** How every journal begins. */
const BEGINNING = '{"journal":"novu-msg apply"';

/** A journal that is begun anew takes the place of the old one, but of nothing else. @throws Failure E_JOURNAL */
const assertJournal = async (file: string): Promise<void> => {
  const facts = await stat(file).catch(() => undefined);
  // A folder is told of when it is opened; a pipe would be waited for there.
  if (facts !== undefined && !facts.isFile() && !facts.isDirectory()) {
    throw unfit(`${file} is no file that can be read again, so it cannot keep the progress`);
  }
  const handle = await open(file).catch(() => undefined); // Opening it in earnest says what is wrong.
  if (handle === undefined) return;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING.length), 0, BEGINNING.length, 0);
    if (BEGINNING.startsWith(buffer.toString("utf8", 0, bytesRead))) return;
  } catch {
    return; // Such as a folder.
  } finally {
    await handle.close();
  }
  throw unfit(`${file} is no journal of novu-msg, and would be written over`);
};

const homeless = (): Failure =>
  new Failure("E_JOURNAL", "there is no home folder to keep the journal in", {
    hint: [noHome("XDG_STATE_HOME"), "Or name a file with --journal. Nothing was sent."],
    sent: "no",
  });

const unfit = (problem: string): Failure =>
  new Failure("E_JOURNAL", problem, {
    hint: ["Name another file, or one that is not there yet. Nothing was sent."],
    sent: "no",
  });

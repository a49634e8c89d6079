import { open, stat } from "node:fs/promises";
import path from "node:path";
import type { CheckedRow } from "../../../bulk/bulk-row.js";
import { journalPath } from "../../../bulk/journal-path.js";
import { type OpenedJournal, openJournal } from "../../../bulk/open-journal.js";
import { describeLocation } from "../../../config/describe-location.js";
import type { InParts } from "../../../context/command-module.js";
import type { Connected, Context, WriteIntent } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { mayStore, stateDir } from "../../../files/base-dirs.js";
import { noHome } from "../../../files/no-home.js";
import { systemProcesses } from "../../../files/system-processes.js";
import { numberText } from "../../../model/number-text.js";
import type { ApplyPart } from "../../../views/apply-view.js";
import type { ApplyInput } from "./apply-input.js";
import { createBulkClient } from "./bulk-client.js";
import { checkFirst } from "./check-rows.js";
import { assertOwnFile, openFailedFile } from "./failed-file.js";
import type { BulkInput } from "./open-input.js";
import { rateOf } from "./rate-of.js";
import { reportRun } from "./report-run.js";
import { startRun } from "./start-run.js";

/** More at once wins little (docs/novu-api.md, "One request at a time, or several"). */
const AT_ONCE = 8;

/** Writes the rows, once somebody has agreed: one result a row (ADR 0032). */
export const writeRows = async (
  context: Context,
  input: ApplyInput,
  source: BulkInput,
): Promise<InParts<ApplyPart>> => {
  const { output, signal, isYes } = context;
  const { concurrency = AT_ONCE, maxFailures, failedTo, guards } = input;
  const bulkClient = createBulkClient(context, rateOf(input.rate, context.env), concurrency);
  await assertOwnFile(input);
  const connected = await context.connect({ client: bulkClient.client });
  const { total, open } = await checkFirst(output, input, source);
  const opened = await open();
  const watch = watchInput(opened.batches, signal);
  const amount = await measure(total, watch.batches, isYes);
  const novu = await connected.forWriting(await intentFor(context, connected, amount, source));
  const journal = await openJournalFor(context, input, connected);
  bulkClient.guardWith(journal.assertHeld);
  const failedFile = await openFailedFile(failedTo, opened).catch(async (error) => {
    await journal.close();
    throw error;
  });
  const run = startRun(context, {
    batches: amount.batches,
    novu,
    bulkClient,
    journal,
    isContinued: input.isResumed && journal.isContinued,
    guards,
    concurrency,
    maxFailures,
  });
  return reportRun(context, {
    run,
    journal,
    failedFile,
    total,
    isWhole: watch.isWhole,
    now: bulkClient.now,
    place: connected.facts,
    source,
    input,
  });
};

type Batches = AsyncIterable<readonly CheckedRow[]>;

/** More writes than this are asked about first. */
const MOST_UNASKED = 20;

/** How many rows there are, as far as anybody has looked. */
interface Amount {
  /** Undefined where the input was not read to its end. */
  readonly total: number | undefined;
  readonly isMany: boolean;
}

/** Reads ahead where the number of rows is not known, so that nothing is written before somebody said yes. */
const measure = async (
  total: number | undefined,
  batches: Batches,
  isYes: boolean,
): Promise<Amount & { readonly batches: Batches }> => {
  if (total !== undefined) return { total, isMany: total > MOST_UNASKED, batches };
  // With a yes given there is nothing to wait for.
  if (isYes) return { total, isMany: true, batches };
  const ahead = await countAhead(batches, MOST_UNASKED + 1);
  return { total, isMany: ahead.hasEnough, batches: ahead.batches };
};

/**
 * What somebody is to agree to.
 * @throws Failure E_CONFIRM where rows come on stdin, so that nobody can answer there
 */
const intentFor = async (
  { output, isYes }: Pick<Context, "output" | "isYes">,
  { novu, facts }: Pick<Connected, "novu" | "facts">,
  { total, isMany }: Amount,
  { isStdin }: Pick<BulkInput, "isStdin">,
): Promise<WriteIntent> => {
  const what = `write ${amountText(total, isMany)}`;
  if (!isMany || isYes) return { what };
  // Only somebody who reads the question needs the name; a script pays for no request more.
  const environment =
    facts.profile?.environment ?? (output.isForPerson ? await novu.environment() : undefined);
  const question = `${what} to ${describeLocation(facts, environment)}?`;
  if (isStdin) {
    throw new Failure("E_CONFIRM", `a yes is needed: ${question}`, {
      hint: ["The rows come on stdin, so nobody can be asked there. Nothing was written."],
      addition: { words: ["--yes"] },
    });
  }
  return { what, question };
};

const amountText = (total: number | undefined, isMany: boolean): string => {
  if (total !== undefined) return `${numberText(total)} action${total === 1 ? "" : "s"}`;
  return isMany ? `more than ${MOST_UNASKED} actions` : `up to ${MOST_UNASKED} actions`;
};

/** The same batches, the first ones already read: as many as it takes to know whether there are so many items. */
const countAhead = async <Item>(
  batches: AsyncIterable<readonly Item[]>,
  enough: number,
): Promise<{ readonly hasEnough: boolean; readonly batches: AsyncIterable<readonly Item[]> }> => {
  const iterator = batches[Symbol.asyncIterator]();
  const read: (readonly Item[])[] = [];
  let count = 0;
  while (count < enough) {
    const next = await iterator.next();
    if (next.done) break;
    read.push(next.value);
    count += next.value.length;
  }
  async function* all(): AsyncIterable<readonly Item[]> {
    try {
      yield* read;
      for (;;) {
        const next = await iterator.next();
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { hasEnough: count >= enough, batches: all() };
};

/** The same batches, and whether the last one has been read. */
interface InputWatch<Item> {
  readonly batches: AsyncIterable<readonly Item[]>;
  readonly isWhole: () => boolean;
}

/** An input that is cut off because the run ends is no trouble of the input's. */
const watchInput = <Item>(batches: AsyncIterable<readonly Item[]>, signal: AbortSignal): InputWatch<Item> => {
  let isWhole = false;
  async function* watched(): AsyncIterable<readonly Item[]> {
    try {
      yield* batches;
      isWhole = true;
    } catch (error) {
      if (!(signal.aborted && error instanceof Failure && error.code === "E_INTERRUPTED")) throw error;
    }
  }
  return { batches: watched(), isWhole: () => isWhole };
};

type Needs = Pick<Context, "place" | "processes" | "now" | "output" | "sleep" | "signal">;

/** How often the lock of a run that cannot be seen is looked at; its holder touches it every 3 s. */
const LOOK_EVERY_MS = 500;

/**
 * The journal of this input for this environment. The same file under the same name goes on in the same journal;
 * all that comes on stdin shares one.
 * @throws Failure E_JOURNAL, and those of asking which environment it is
 */
const openJournalFor = async (
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

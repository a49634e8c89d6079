import { Failure } from "../failures/failure.js";
import type { CheckedRow } from "./bulk-row.js";
import type {
  BulkCounts,
  BulkRun,
  JournalEntry,
  RowOutcome,
  RowResult,
  RunRowsOptions,
  SkipReason,
  WriteRow,
} from "./bulk-types.js";
import { createJournalWriter, recordOf } from "./journal-writer.js";
import { createRowQueue, type Job } from "./row-queue.js";
import { badRow, failedRow, skippedRow, writtenRow } from "./row-result.js";
import { createRowSource } from "./row-source.js";

const GRACE_MS = 10_000;
/** Results that nobody has taken yet; while there are as many nothing starts and nothing is read. */
const MOST_RESULTS = 1_000;
/** Rows that wait for their turn: enough to find others while many are for one message. */
const WAITING = 200;

/**
 * Writes rows, so many at once, in the order of the input where they are for one message. Every row taken from
 * the input gets exactly one result; no more are held than some thousand, a batch, and those under way.
 * @param batches rows in the order of the input; closed when the run ends early
 */
export const runRows = (
  batches: AsyncIterable<readonly CheckedRow[]>,
  write: WriteRow,
  options: RunRowsOptions,
): BulkRun => {
  const { concurrency, maxFailures = Number.POSITIVE_INFINITY, journal, gate, signal, now } = options;
  const queue = createRowQueue();
  const tally = createTally();
  const over = new AbortController();
  const stopping = new AbortController();
  let skipping: SkipReason | undefined;
  let awaitsTurn = false;
  let trouble: { readonly error: unknown } | undefined;
  let wake = () => {};

  const journalWriter = createJournalWriter(
    journal,
    () => pump(),
    (error) => fail(error),
  );
  const rowSource = createRowSource(
    batches,
    (rows) => take(rows),
    (error) => fail(error),
  );

  const isFull = () => journalWriter.held() >= MOST_RESULTS;

  const canStart = () =>
    queue.hasReady() && !awaitsTurn && tally.inFlight() < concurrency && skipping === undefined && !isFull();

  /** Starts what can start, reads on where there is room, and tells whoever waits for results. */
  const pump = (): void => {
    while (canStart()) {
      const turn = gate.turn(stopping.signal);
      if (turn === undefined) start();
      else awaitTurn(turn);
    }
    if (queue.size() < WAITING + concurrency && !isFull()) rowSource.fetch();
    if (journalWriter.hasReady() || isDone()) wake();
  };

  const awaitTurn = (turn: Promise<void>): void => {
    awaitsTurn = true;
    const goOn = () => {
      awaitsTurn = false;
      if (skipping === undefined) start();
      pump();
    };
    turn.then(goOn, fail);
  };

  const start = (): void => {
    const job = queue.next();
    if (job === undefined) return;
    tally.start();
    const begin = now();
    gate
      .inTurn(() => send(job))
      .then(
        (written) => end(job, writtenRow(job.row, written, now() - begin)),
        (error: unknown) => {
          if (!(error instanceof Failure)) fail(error);
          end(job, failedRow(job.row, asFailure(error), now() - begin));
        },
      );
  };

  const send = (job: Job) => {
    const { row, entry } = job;
    if (journal === undefined || !entry?.isRedo) return write(row.action, row);
    return journal.append([recordOf(row.number, "again", entry)]).then(() => write(row.action, row));
  };

  const end = (job: Job, result: RowResult): void => {
    tally.end();
    queue.end(job);
    conclude(result, job.entry);
    pump();
  };

  const conclude = (result: RowResult, mark?: JournalEntry): void => {
    tally.count(result.outcome);
    journalWriter.add(result, mark);
    if (tally.failures() >= maxFailures) skipRest("too-many-failures");
  };

  const take = (rows: readonly CheckedRow[]): void => {
    tally.take(rows.length);
    for (const row of rows) admit(row);
    pump();
  };

  const admit = (row: CheckedRow): void => {
    if (skipping !== undefined) conclude(skippedRow(row, skipping));
    else if (row.kind === "bad") conclude(badRow(row));
    else {
      const entry = journal?.take(row.action);
      if (entry?.isDone) conclude(skippedRow(row, "already-done"));
      else queue.add({ row, entry });
    }
  };

  const skipRest = (reason: SkipReason): void => {
    if (skipping !== undefined) return;
    skipping = reason;
    for (const { row } of queue.drain()) conclude(skippedRow(row, reason));
  };

  /** Nothing more is started or read; what is under way has the grace to end in. */
  const stop = (): void => {
    rowSource.close();
    stopping.abort();
    skipRest("interrupted");
    if (tally.inFlight() > 0) {
      options.sleep(options.graceMs ?? GRACE_MS, over.signal).then(
        () => {
          if (tally.inFlight() > 0) options.giveUp();
        },
        () => {}, // The run was over sooner.
      );
    }
    pump();
  };

  const fail = (error: unknown): void => {
    trouble ??= { error };
    stop();
  };

  const isDone = () => tally.inFlight() === 0 && journalWriter.isSettled();
  const isOver = () => rowSource.isEnded() && queue.size() === 0 && isDone() && !awaitsTurn;

  const news = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });

  async function* give(): AsyncGenerator<readonly RowResult[]> {
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    try {
      for (;;) {
        pump();
        const results = journalWriter.take();
        if (results.length > 0) yield results;
        else if (isOver()) break;
        else await news();
      }
      if (trouble !== undefined) throw trouble.error;
    } finally {
      if (!isOver()) stop();
      while (!isDone()) await news();
      over.abort();
      signal.removeEventListener("abort", stop);
    }
  }

  return { results: give(), counts: tally.counts };
};

const asFailure = (error: unknown): Failure =>
  error instanceof Failure
    ? error
    : new Failure("E_BUG", "novu-msg itself failed at this row", { sent: "unknown", cause: error });

interface Tally {
  readonly take: (rows: number) => void;
  readonly start: () => void;
  readonly end: () => void;
  readonly count: (outcome: RowOutcome) => void;
  readonly inFlight: () => number;
  /** Rows that failed, or may have. */
  readonly failures: () => number;
  readonly counts: () => BulkCounts;
}

const createTally = (): Tally => {
  const byOutcome = { ok: 0, unchanged: 0, kept: 0, failed: 0, skipped: 0, unknown: 0 };
  let taken = 0;
  let finished = 0;
  let inFlight = 0;
  return {
    take: (rows) => {
      taken += rows;
    },
    start: () => {
      inFlight += 1;
    },
    end: () => {
      inFlight -= 1;
    },
    count: (outcome) => {
      byOutcome[outcome] += 1;
      finished += 1;
    },
    inFlight: () => inFlight,
    failures: () => byOutcome.failed + byOutcome.unknown,
    counts: () => ({ taken, finished, inFlight, byOutcome: { ...byOutcome } }),
  };
};

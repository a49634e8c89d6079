import type { CheckedRow } from "../../../bulk/bulk-row.js";
import type { BulkRun, Journal, RowResult } from "../../../bulk/bulk-types.js";
import { createRowWriter } from "../../../bulk/row-writer.js";
import { runRows } from "../../../bulk/run-rows.js";
import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import type { Novu } from "../../../novu/novu.js";
import type { ApplyInput } from "./apply-input.js";
import { createCurrentAnswers, MAX_AGE_MS } from "./current-answers.js";
import { createOwnAnswers, guardRows, type OwnAnswers } from "./guard-row.js";
import { isHopeless } from "./hopeless.js";
import type { WayOfRequests } from "./way-of-requests.js";

export interface StartedRun extends BulkRun {
  /** Begins no more rows; what is under way still ends, and `results` gives what it came to. */
  readonly halt: () => void;
  /** Why no other row was begun, where that would have been pointless. */
  readonly hopeless: () => Failure | undefined;
}

export interface StartOptions {
  readonly batches: AsyncIterable<readonly CheckedRow[]>;
  readonly novu: Pick<Novu, "writeAction" | "messageLookup">;
  readonly way: WayOfRequests;
  readonly journal: Journal;
  readonly guards: ApplyInput["guards"];
  readonly concurrency: number;
  readonly maxFailures: number | undefined;
}

export const startRun = (
  { signal, sleep, now }: Pick<Context, "signal" | "sleep" | "now">,
  { batches, novu, way, journal, guards, concurrency, maxFailures }: StartOptions,
): StartedRun => {
  const halt = new AbortController();
  let hopeless: Failure | undefined;
  let hasAnswered = false;
  const lookup = () => novu.messageLookup({ maxAgeMs: MAX_AGE_MS, now: way.now });
  const current = readsFirst(guards) ? createCurrentAnswers(lookup(), concurrency) : undefined;
  const own = createOwnAnswers();
  const plain = createRowWriter(novu);
  const write = current === undefined ? plain : guardRows(plain, current, own, guards, now);
  const run = runRows(
    batches,
    async (action, place) => {
      try {
        const written = await write(action, place);
        hasAnswered = true;
        return written;
      } catch (error) {
        if (error instanceof Failure && hopeless === undefined && isHopeless(error, hasAnswered)) {
          hopeless = error;
          halt.abort();
        } else if (error instanceof Failure && error.facts.http !== undefined) hasAnswered = true;
        throw error;
      }
    },
    {
      concurrency,
      ...(maxFailures === undefined ? {} : { maxFailures }),
      signal: AbortSignal.any([signal, halt.signal]),
      giveUp: way.giveUp,
      pace: way.gate,
      journal: current === undefined ? journal : rememberingDone(journal, own),
      ...(current === undefined ? {} : { readAhead: current.readAhead }),
      now: way.now,
      sleep,
    },
  );
  return { ...run, halt: () => halt.abort(), hopeless: () => hopeless };
};

/** Whether rows depend on what their messages hold. */
const readsFirst = ({ overwrite, expect }: ApplyInput["guards"]): boolean =>
  !overwrite || expect !== undefined;

/** What an earlier run of the same input wrote is the input's own answer. */
const rememberingDone = (journal: Journal, own: OwnAnswers): Journal => ({
  ...journal,
  take: (action) => {
    const mark = journal.take(action);
    if (mark.isDone) own.add(action);
    return mark;
  },
});

/** Rows that somebody has to look at. */
export const isTrouble = ({ outcome }: RowResult): boolean => outcome === "failed" || outcome === "unknown";

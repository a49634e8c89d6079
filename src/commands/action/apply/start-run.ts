import type { CheckedRow } from "../../../bulk/bulk-row.js";
import type { BulkRun, Journal, RowResult } from "../../../bulk/bulk-types.js";
import { createRowWriter } from "../../../bulk/row-writer.js";
import { runRows } from "../../../bulk/run-rows.js";
import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import type { Novu } from "../../../novu/novu.js";
import type { ApplyInput } from "./apply-input.js";
import type { BulkClient } from "./bulk-client.js";
import { guardRows, MAX_AGE_MS } from "./guard-rows.js";
import { isFatal } from "./is-fatal.js";

export interface StartedRun extends BulkRun {
  /** Begins no more rows; what is under way still ends, and `results` gives what it came to. */
  readonly halt: () => void;
  /** Why no other row was begun, where that would have been pointless. */
  readonly fatal: () => Failure | undefined;
}

export interface StartOptions {
  readonly batches: AsyncIterable<readonly CheckedRow[]>;
  readonly novu: Pick<Novu, "writeAction" | "messageLookup">;
  readonly bulkClient: BulkClient;
  readonly journal: Journal;
  /** Whether rows of earlier runs may have been written without a record. */
  readonly isContinued: boolean;
  readonly guards: ApplyInput["guards"];
  readonly concurrency: number;
  readonly maxFailures: number | undefined;
}

export const startRun = (
  { signal, sleep, now }: Pick<Context, "signal" | "sleep" | "now">,
  { batches, novu, bulkClient, journal, isContinued, guards, concurrency, maxFailures }: StartOptions,
): StartedRun => {
  const halt = new AbortController();
  let fatal: Failure | undefined;
  let hasAnswered = false;
  const stopping = AbortSignal.any([signal, halt.signal]);
  const plain = createRowWriter(novu);
  const guarded = readsFirst(guards)
    ? guardRows(plain, {
        lookup: novu.messageLookup({ maxAgeMs: MAX_AGE_MS, now: bulkClient.now }),
        gate: bulkClient.gate,
        journal,
        isContinued,
        guards,
        signal: stopping,
        now,
      })
    : { write: plain, pace: bulkClient.gate, journal };
  const { write } = guarded;
  const run = runRows(
    batches,
    async (action, place) => {
      try {
        const written = await write(action, place);
        hasAnswered = true;
        return written;
      } catch (error) {
        if (error instanceof Failure && fatal === undefined && isFatal(error, hasAnswered)) {
          fatal = error;
          halt.abort();
        } else if (error instanceof Failure && error.info.http !== undefined) hasAnswered = true;
        throw error;
      }
    },
    {
      concurrency,
      ...(maxFailures === undefined ? {} : { maxFailures }),
      signal: stopping,
      giveUp: bulkClient.giveUp,
      gate: guarded.pace,
      journal: guarded.journal,
      now: bulkClient.now,
      sleep,
    },
  );
  return { ...run, halt: () => halt.abort(), fatal: () => fatal };
};

/** Whether rows depend on what their messages hold. */
const readsFirst = ({ overwrite, expect }: ApplyInput["guards"]): boolean =>
  !overwrite || expect !== undefined;

/** Rows that somebody has to look at. */
export const isTrouble = ({ outcome }: RowResult): boolean => outcome === "failed" || outcome === "unknown";

import type { BulkRun, Journal, RowResult } from "../../bulk/bulk-types.js";
import { createRowWriter } from "../../bulk/row-writer.js";
import { runRows } from "../../bulk/run-rows.js";
import type { Context } from "../../context/context.js";
import type { CheckedRow } from "../../domain/bulk-row.js";
import { Failure } from "../../failure/failure.js";
import type { Novu } from "../../novu/novu.js";
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
  readonly novu: Pick<Novu, "writeAction">;
  readonly way: WayOfRequests;
  readonly journal: Journal;
  readonly concurrency: number;
  readonly maxFailures: number | undefined;
}

export const startRun = (
  { signal, sleep }: Pick<Context, "signal" | "sleep">,
  { batches, novu, way, journal, concurrency, maxFailures }: StartOptions,
): StartedRun => {
  const halt = new AbortController();
  let hopeless: Failure | undefined;
  let hasAnswered = false;
  const write = createRowWriter(novu);
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
      journal,
      now: way.now,
      sleep,
    },
  );
  return { ...run, halt: () => halt.abort(), hopeless: () => hopeless };
};

/** Rows that somebody has to look at. */
export const isTrouble = ({ outcome }: RowResult): boolean => outcome === "failed" || outcome === "unknown";

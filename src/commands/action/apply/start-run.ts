import type { BulkRow, CheckedRow } from "../../../bulk/bulk-row.js";
import type { BulkRun, Journal, RowResult, WriteRow, Written } from "../../../bulk/bulk-types.js";
import { createIdTable } from "../../../bulk/id-table.js";
import { createRowWriter } from "../../../bulk/row-writer.js";
import { runRows } from "../../../bulk/run-rows.js";
import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { BUTTONS } from "../../../model/action.js";
import type { ActionRequest } from "../../../model/action-request.js";
import { chunks } from "../../../model/chunks.js";
import type { Message } from "../../../model/message.js";
import { isAnsweredByOther, isHeld, statusOf } from "../../../model/write-guards.js";
import type { MessageLookup } from "../../../novu/message-lookup.js";
import { beforeWrite, hasNoSuchList } from "../../../novu/messages.js";
import type { Novu } from "../../../novu/novu.js";
import { answeredText } from "../../../views/answered-text.js";
import type { ApplyInput } from "./apply-input.js";
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

/** Which answers are those of the rows themselves: a later row may replace what an earlier one wrote. */
interface OwnAnswers {
  readonly add: (action: ActionRequest) => void;
  readonly buttonsOf: (action: ActionRequest) => readonly string[];
}

/** Takes 12 bytes a message: a run can have a million. */
const createOwnAnswers = (): OwnAnswers => {
  const masks = createIdTable();
  return {
    add: ({ messageId, button }) => {
      const [high, low] = halvesOf(messageId);
      masks.set(high, low, masks.get(high, low) | (1 << BUTTONS.indexOf(button)));
    },
    buttonsOf: ({ messageId }) => {
      const mask = masks.get(...halvesOf(messageId));
      return BUTTONS.filter((_, at) => (mask & (1 << at)) !== 0);
    },
  };
};

/** 24 hexadecimal digits in two halves; the middle ones, which tell a server's processes apart, count in both. */
const halvesOf = (messageId: string): readonly [number, number] => {
  const part = (from: number) => Number.parseInt(messageId.slice(from, from + 8), 16);
  return [part(0) >>> 0, (part(16) ^ Math.imul(part(8), 0x9e3779b1)) >>> 0];
};

/** Writes a row unless another answer stands, or its message already holds that answer. */
const guardRows =
  (
    write: WriteRow,
    current: CurrentAnswers,
    own: OwnAnswers,
    { overwrite, expect }: ApplyInput["guards"],
    now: () => number,
  ): WriteRow =>
  async (action, place) => {
    const message = current.take(action);
    if (message === undefined && expect !== undefined) throw unmet(action, expect, "could not be read");
    const standing =
      message === undefined ? undefined : guard(action, message, { overwrite, expect }, own, now);
    if (standing !== undefined) {
      // A run that was killed may have written it, and not have come to say so.
      if (standing.outcome === "unchanged") own.add(action);
      return standing;
    }
    const written = await write(action, place).catch((error: unknown) => {
      if (error instanceof Failure && error.sent === "unknown") own.add(action);
      throw error;
    });
    own.add(action);
    if (message !== undefined || written.warning !== undefined) return written;
    return { ...written, warning: "unchecked", message: UNCHECKED };
  };

const UNCHECKED = "written without checking for another answer first: the message could not be read";

/** How the row ends without a write. @throws Failure E_GUARD where the status is not the expected one */
const guard = (
  action: ActionRequest,
  message: Message,
  { overwrite, expect }: ApplyInput["guards"],
  own: OwnAnswers,
  now: () => number,
): Written | undefined => {
  const { slot } = message;
  if (expect !== undefined && statusOf(slot) !== expect) throw unmet(action, expect, `is ${statusOf(slot)}`);
  const ours = own.buttonsOf(action);
  if (!overwrite && isAnsweredByOther(action, slot) && !ours.includes(slot.button ?? "")) {
    const what = answeredText(message, {}, now());
    return { outcome: "kept", attempts: 0, message: `${what}; --overwrite replaces it` };
  }
  // A list can lag behind this run's own writes, so it does not tell that a message written before needs nothing.
  return ours.length === 0 && isHeld(action, message) ? { outcome: "unchanged", attempts: 0 } : undefined;
};

const unmet = ({ messageId }: ActionRequest, expect: string, state: string): Failure =>
  new Failure("E_GUARD", `message ${messageId} ${state}, not ${expect} (--expect)`, {
    details: { tries: 0 },
  });

/** What the messages of rows hold, read for many rows at once shortly before their turn. */
interface CurrentAnswers {
  /** Reads what the messages of these rows hold; a failure is kept for `take`. */
  readonly readAhead: (rows: readonly BulkRow[], signal: AbortSignal) => Promise<void>;
  /**
   * The message of a row that was read ahead, once; undefined where the server has no such list, or the list no such
   * message.
   * @throws Failure of reading the list
   */
  readonly take: (action: ActionRequest) => Message | undefined;
}

/** A page that was read stands for the one on the server for as long, ms. */
const MAX_AGE_MS = 5_000;

/** @param atOnce subscribers whose lists are read at a time */
const createCurrentAnswers = (lookup: MessageLookup, atOnce: number): CurrentAnswers => {
  const read = new WeakMap<ActionRequest, Message | Failure>();
  let hasList = true;

  const readFor = async (actions: readonly ActionRequest[], signal: AbortSignal): Promise<void> => {
    for (const [at, action] of actions.entries()) {
      try {
        const message = await lookup.find(action.subscriberId, action.messageId, signal);
        if (message !== undefined) read.set(action, message);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        // The subscriber's other rows would meet the same.
        keepFailure(error, actions.slice(at));
        return;
      }
    }
  };

  const keepFailure = (failure: Failure, actions: readonly ActionRequest[]): void => {
    if (!hasNoSuchList(failure)) for (const action of actions) read.set(action, failure);
    else if (CONCERNS_ALL.has(failure.code)) hasList = false;
  };

  return {
    readAhead: async (rows, signal) => {
      for (const some of chunks(bySubscriber(rows), atOnce)) {
        if (signal.aborted || !hasList) return;
        await Promise.all(some.map((actions) => readFor(actions, signal)));
      }
    },
    take: (action) => {
      const found = read.get(action);
      read.delete(action);
      if (found instanceof Failure) throw beforeWrite(found);
      return found;
    },
  };
};

/** Without the route, the lists of all other subscribers are missing too. */
const CONCERNS_ALL: ReadonlySet<Failure["code"]> = new Set(["E_NO_ROUTE", "E_ANSWER", "E_NOT_NOVU"]);

const bySubscriber = (rows: readonly BulkRow[]): readonly (readonly ActionRequest[])[] => {
  const groups = new Map<string, ActionRequest[]>();
  for (const { action } of rows) {
    const group = groups.get(action.subscriberId);
    if (group === undefined) groups.set(action.subscriberId, [action]);
    else group.push(action);
  }
  return [...groups.values()];
};

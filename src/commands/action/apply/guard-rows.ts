import { setMaxListeners } from "node:events";
import type { Journal, RateGate, RowWarning, WriteRow, Written } from "../../../bulk/bulk-types.js";
import { createIdTable } from "../../../bulk/id-table.js";
import { Failure } from "../../../failures/failure.js";
import type { ActionRequest } from "../../../model/action.js";
import type { Message } from "../../../model/message.js";
import { isAnsweredByOther, isHeld, statusOf } from "../../../model/write-guards.js";
import type { MessageLookup } from "../../../novu/message-lookup.js";
import { beforeWrite, hasNoSuchList } from "../../../novu/read-before-write.js";
import { answeredText } from "../../../views/answered-text.js";
import type { ApplyInput } from "./apply-input.js";

/** A page of messages that was read stands for the one on the server for as long, ms. */
export const MAX_AGE_MS = 5_000;

export interface GuardOptions {
  readonly lookup: MessageLookup;
  /** The pace of writes; a row that writes nothing takes no turn. */
  readonly gate: RateGate;
  readonly journal: Journal;
  /** Whether an earlier run of the same input may have written rows and not have come to record them. */
  readonly isContinued: boolean;
  readonly guards: ApplyInput["guards"];
  /** No row is written after it. */
  readonly signal: AbortSignal;
  /** ms since the epoch. */
  readonly now: () => number;
}

/** For `runRows`: rows are read when they begin, and wait for their turn only if they are to be written. */
export interface GuardedRows {
  readonly write: WriteRow;
  readonly pace: RateGate;
  readonly journal: Journal;
}

/** Writes a row unless another answer stands, or its message already holds that answer. */
export const guardRows = (plain: WriteRow, options: GuardOptions): GuardedRows => {
  const { gate, journal, isContinued, signal } = options;
  // Every row that waits listens to it; Node would warn of the eleventh on the user's screen.
  setMaxListeners(0, signal);
  const own = createOwnAnswers();
  const read = createReader(options);

  /** How the row ends without a write; undefined where it is to be written. @throws Failure of reading, E_GUARD */
  const check = async (action: ActionRequest): Promise<{ message?: Message; ending?: Written }> => {
    const message = await read(action);
    if (message === undefined) return options.guards.expect === undefined ? {} : failUnread(action, options);
    const ending = endingOf(action, message, own, options);
    if (ending?.outcome === "unchanged" && isContinued) own.add(action, message);
    return ending === undefined ? { message } : { message, ending };
  };

  const write: WriteRow = async (action, place) => {
    const first = await check(action);
    if (first.ending !== undefined) return first.ending;
    await gate.turn(signal);
    if (signal.aborted) throw new Failure("E_INTERRUPTED", "stopped", { sent: "no" });
    // The wait for the turn can be long; what was read meanwhile for other rows costs nothing.
    const { message, ending } = await check(action);
    if (ending !== undefined) return ending;
    const written = await gate
      .inTurn(() => plain(action, place))
      .catch((error: unknown) => {
        if (error instanceof Failure && error.sent === "unknown") own.add(action, undefined);
        throw error;
      });
    own.add(action, written);
    return message === undefined ? unchecked(written) : written;
  };

  return {
    write,
    pace: { turn: () => undefined, inTurn: (send) => send() },
    journal: {
      ...journal,
      take: (action) => {
        const mark = journal.take(action);
        if (mark.isDone) own.add(action, undefined);
        return mark;
      },
    },
  };
};

const unchecked = (written: Written): Written => ({
  ...written,
  warnings: [...(written.warnings ?? []), "unchecked" satisfies RowWarning],
  message: [UNCHECKED, ...(written.message === undefined ? [] : [written.message])].join("; "),
});

const UNCHECKED = "written without checking for another answer first: the message could not be read";

/** Reads messages; undefined where the server has no such list, or the list no such message. @throws Failure */
const createReader = ({ lookup, signal }: Pick<GuardOptions, "lookup" | "signal">) => {
  let hasList = true;
  return async ({ subscriberId, messageId }: ActionRequest): Promise<Message | undefined> => {
    if (!hasList) return undefined;
    try {
      return await lookup.find(subscriberId, messageId, signal);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (!hasNoSuchList(error)) throw beforeWrite(error);
      // Without the route, the lists of all other subscribers are missing too.
      if (CONCERNS_ALL.has(error.code)) hasList = false;
      return undefined;
    }
  };
};

const CONCERNS_ALL: ReadonlySet<Failure["code"]> = new Set(["E_NO_ROUTE", "E_ANSWER", "E_NOT_NOVU"]);

const endingOf = (
  action: ActionRequest,
  message: Message,
  own: OwnAnswers,
  { guards: { overwrite, expect }, now }: GuardOptions,
): Written | undefined => {
  const { answer: slot } = message;
  if (expect !== undefined && statusOf(slot) !== expect) throw unmet(action, expect, `is ${statusOf(slot)}`);
  if (!overwrite && isAnsweredByOther(action, slot) && !own.isOwn(action, message)) {
    const what = answeredText(message, {}, now());
    return { outcome: "kept", attempts: 0, message: `${what}; --overwrite replaces it` };
  }
  // A list can be behind this run's own writes, so it does not tell that a message written before needs nothing.
  return !own.has(action) && isHeld(action, message) ? { outcome: "unchanged", attempts: 0 } : undefined;
};

const failUnread = (action: ActionRequest, { guards: { expect } }: GuardOptions): never => {
  throw unmet(action, expect ?? "", "could not be read");
};

const unmet = ({ messageId }: ActionRequest, expect: string, state: string): Failure =>
  new Failure("E_GUARD", `message ${messageId} ${state}, not ${expect} (--expect)`, {
    details: { tries: 0 },
  });

/** Which answers are those of the rows themselves: a later row may replace what an earlier one wrote. */
interface OwnAnswers {
  /** @param after when the message last changed, as the server said after the write; unknown where it did not */
  readonly add: (
    action: ActionRequest,
    after: { readonly updatedAt?: string | undefined } | undefined,
  ) => void;
  readonly has: (action: ActionRequest) => boolean;
  /** Whether what the message holds is what this input last wrote to it, or older. */
  readonly isOwn: (action: ActionRequest, message: Message) => boolean;
}

/** Takes 12 bytes a message, since a run can have a million: when it was written, which button, and whether done. */
const createOwnAnswers = (): OwnAnswers => {
  const answers = createIdTable();
  let base: number | undefined;

  /** Units of 4 ms since shortly before the first write: 29 bits are 24 days. */
  const timeOf = (updatedAt: string | undefined): number => {
    const time = Date.parse(updatedAt ?? "");
    if (Number.isNaN(time)) return 0;
    base ??= time - MARGIN_MS;
    return Math.min(Math.max(1, Math.ceil((time - base) / UNIT_MS)), MOST_UNITS);
  };

  return {
    add: ({ messageId, button, status }, after) => {
      const kind = (button === "primary" ? 0 : 2) + (status === "done" ? 1 : 0);
      // Never 0, which means that there is none.
      answers.set(...halvesOf(messageId), timeOf(after?.updatedAt) * 8 + 4 + kind);
    },
    has: ({ messageId }) => answers.get(...halvesOf(messageId)) !== 0,
    isOwn: ({ messageId }, { answer: slot, updatedAt }) => {
      const answer = answers.get(...halvesOf(messageId));
      if (answer === 0) return false;
      const writtenAt = Math.floor(answer / 8);
      const changedAt = timeOf(updatedAt);
      if (writtenAt > 0 && changedAt > 0 && changedAt <= writtenAt) return true;
      const isDone = (answer & 1) === 1;
      return isDone && slot.button === ((answer & 2) === 0 ? "primary" : "secondary");
    },
  };
};

const UNIT_MS = 4;
const MARGIN_MS = 86_400_000;
const MOST_UNITS = 2 ** 29 - 1;

/** 24 hexadecimal digits in two halves; the middle ones, which tell a server's processes apart, count in both. */
const halvesOf = (messageId: string): readonly [number, number] => {
  const part = (from: number) => Number.parseInt(messageId.slice(from, from + 8), 16);
  return [part(0) >>> 0, (part(16) ^ Math.imul(part(8), 0x9e3779b1)) >>> 0];
};

import type { BulkRow } from "../../../bulk/bulk-row.js";
import { Failure } from "../../../failures/failure.js";
import type { ActionRequest } from "../../../model/action-request.js";
import { chunks } from "../../../model/chunks.js";
import type { Message } from "../../../model/message.js";
import type { MessageLookup } from "../../../novu/message-lookup.js";
import { beforeWrite, hasNoSuchList } from "../../../novu/messages.js";

/** What the messages of rows hold, read for many rows at once shortly before their turn. */
export interface CurrentAnswers {
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
export const MAX_AGE_MS = 5_000;

/** @param atOnce subscribers whose lists are read at a time */
export const createCurrentAnswers = (lookup: MessageLookup, atOnce: number): CurrentAnswers => {
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

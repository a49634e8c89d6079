import type { RowAction, RowResult } from "../../../bulk/row.js";
import { Failure } from "../../../failures/failure.js";
import type { ActionRequest } from "../../../model/action.js";
import type { Message } from "../../../model/message.js";
import { normalizedMessageId } from "../../../model/message-id.js";
import { statusOf, verdictOf } from "../../../model/write-guards.js";
import type { Novu } from "../../../novu/novu.js";
import { hasNoSuchList, withNothingWritten } from "../../../novu/read-before-write.js";
import { answeredText } from "../../../views/answered-text.js";
import { createAnswersFromRows } from "./answers-from-rows.js";
import type { ApplyInput } from "./apply.js";
import { resolveAction } from "./resolve-action.js";

interface GuardOptions {
  readonly novu: Pick<Novu, "messageLookup">;
  readonly guards: ApplyInput["guards"];
  /** Whether an earlier run of this input may have written rows without recording them. */
  readonly isResuming: boolean;
  /** Monotonic clock, ms. */
  readonly now: () => number;
}

/** Result of a row that did not fail. */
export type RowSuccess = Omit<RowResult, "row" | "code" | "ms"> & {
  readonly outcome: "ok" | "unchanged" | "kept";
};

/** The request for a row that is to be written. */
export interface ToSend {
  readonly action: ActionRequest;
  /** Whether the guards could not be checked, because the message could not be read. */
  readonly isUnchecked: boolean;
}

/** Keeps a row from replacing an answer that did not come from an earlier row, and finds the button of a label. */
interface Guard {
  /** Whether `check` reads the message. */
  reads(action: RowAction): boolean;
  /**
   * Returns the result if no write is needed, and otherwise what to send.
   * @throws Failure of the read; E_GUARD for an `--expect` that is not met; that of a label that names no button
   */
  check(action: RowAction, signal: AbortSignal): Promise<RowSuccess | ToSend>;
  /** Records that a row wrote, or may have written, this answer. @param updatedAt from the response to the write */
  recordWrite(action: ActionRequest, updatedAt: string | undefined): void;
  recordFinishedEarlier(action: RowAction): void;
}

export const createGuard = (options: GuardOptions): Guard => {
  const { guards, isResuming } = options;
  const checksAnswer = !guards.overwrite || guards.expect !== undefined;
  const answers = createAnswersFromRows();
  /** The last row that an earlier run finished, for each message whose button is not known yet. */
  const finishedLabels = new Map<string, RowAction>();
  const read = createReader(options);

  const resolve = (action: RowAction, message: Message): ActionRequest => {
    const resolved = resolveAction(action, message);
    if (resolved instanceof Failure) throw notSent(resolved);
    return resolved;
  };

  const addFinishedLabel = (message: Message): void => {
    const id = normalizedMessageId(message.id ?? "");
    const finished = finishedLabels.get(id);
    if (finished === undefined) return;
    finishedLabels.delete(id);
    const resolved = resolveAction(finished, message);
    if (!(resolved instanceof Failure)) answers.add(resolved, undefined);
  };

  const checkFound = (action: ActionRequest, message: Message): RowSuccess | ToSend => {
    const overwrite = guards.overwrite || answers.isFromRow(action, message);
    const verdict = verdictOf({ ...guards, overwrite, strict: false }, action, message);
    if (verdict.kind === "refused") {
      if (verdict.refusals[0].guard === "default") return keptRow(action, message);
      throw expectFailure(action, `is ${statusOf(message.answer)}`, guards);
    }
    // Lists can lag behind this run's own writes, so for a message that it wrote to, the list may be out of date.
    if (verdict.kind === "write" || answers.has(action)) return { action, isUnchecked: false };
    if (isResuming) answers.add(action, message.updatedAt);
    return { outcome: "unchanged", button: action.button, attempts: 0 };
  };

  const reads: Guard["reads"] = ({ button }) => checksAnswer || button === undefined;

  return {
    reads,
    check: async (action, signal) => {
      const message = reads(action) ? await read(action, signal) : undefined;
      if (message !== undefined) {
        addFinishedLabel(message);
        const resolved = resolve(action, message);
        return checksAnswer ? checkFound(resolved, message) : { action: resolved, isUnchecked: false };
      }
      if (action.button === undefined) throw labelUnresolved(action);
      if (guards.expect !== undefined) throw expectFailure(action, "could not be read", guards);
      return { action, isUnchecked: checksAnswer };
    },
    recordWrite: answers.add,
    recordFinishedEarlier: (action) => {
      const id = normalizedMessageId(action.messageId);
      finishedLabels.delete(id);
      if (action.button !== undefined) answers.add(action, undefined);
      else if (checksAnswer) finishedLabels.set(id, action);
    },
  };
};

/** Of a row that failed before its write. */
const notSent = ({ code, message, info }: Failure): Failure =>
  new Failure(code, message, { ...info, sent: "no", details: { ...info.details, tries: 0 } });

const labelUnresolved = ({ messageId, label }: Extract<RowAction, { readonly label: string }>): Failure =>
  notSent(
    new Failure(
      "E_MESSAGE",
      `message ${messageId} couldn't be read to find the button "${label}"; use primary or secondary`,
    ),
  );

const keptRow = ({ button }: ActionRequest, message: Message): RowSuccess => ({
  outcome: "kept",
  button,
  attempts: 0,
  message: `${answeredText(message)}; --overwrite replaces it`,
});

const expectFailure = (
  { messageId }: ActionRequest,
  state: string,
  { expect }: GuardOptions["guards"],
): Failure =>
  new Failure("E_GUARD", `message ${messageId} ${state}, not ${expect} (--expect)`, {
    details: { tries: 0 },
  });

/** How long a page of messages is reused after it was read. */
const MAX_AGE_MS = 5_000;

/** Reads messages; undefined if the server has no such list, or the list no such message. @throws Failure */
const createReader = ({ novu, now }: GuardOptions) => {
  const lookup = novu.messageLookup({ maxAgeMs: MAX_AGE_MS, now });
  let hasLists = true;
  return async (
    { subscriberId, messageId }: RowAction,
    signal: AbortSignal,
  ): Promise<Message | undefined> => {
    if (!hasLists) return undefined;
    try {
      return await lookup.find(subscriberId, messageId, signal);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (!hasNoSuchList(error)) throw withNothingWritten(error);
      if (NO_LISTS.has(error.code)) hasLists = false;
      return undefined;
    }
  };
};

/** Failures that mean the server has no lists at all, for any subscriber. */
const NO_LISTS: ReadonlySet<Failure["code"]> = new Set(["E_NO_ROUTE", "E_ANSWER", "E_NOT_NOVU"]);

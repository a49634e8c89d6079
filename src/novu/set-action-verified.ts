import { Failure } from "../failures/failure.js";
import type { Http, RequestSession } from "../http/http.js";
import { isReplay, retryDetails } from "../http/retry-policy.js";
import type { ActionRequest } from "../model/action.js";
import { describeDifference } from "../model/action-change.js";
import { type Difference, differencesBetween } from "../model/answer-check.js";
import type { Message } from "../model/message.js";
import { type MessageDocument, setAction } from "./actions.js";
import type { KeyOrigin } from "./error-classification.js";
import type { WriteKey } from "./idempotency-key.js";
import { findMessage } from "./messages.js";
import { createNovuCall, type NovuCall } from "./novu-call.js";

/** A message after a write. */
export interface SetAction extends MessageDocument {
  /** An earlier request with the same idempotency key wrote it, and this one wrote nothing. */
  readonly isReplay?: boolean;
}

/** A list right after a write can be older than the write (docs/novu-api.md, "Lists and finding a message"). */
const LAG_MS = 500;

/**
 * Sets the button. Servers answer one of several identical writes with the 400 of “another subscriber's message”,
 * although it took effect, so after that 400 the message is read to see which cause it has (docs/novu-api.md,
 * "Identical writes at the same instant", and ADR 0015).
 * @throws Failure E_WRONG_SUBSCRIBER only for the true one, E_RACE, and those of `setAction`
 */
export const setActionVerified = async (
  session: RequestSession,
  action: ActionRequest,
  key: WriteKey,
  keyOrigin?: KeyOrigin,
): Promise<SetAction> => {
  const replay = watchForReplay(session.http);
  const call = createNovuCall(replay.http, keyOrigin);
  for (;;) {
    try {
      const answered = await setAction(call, action, key.next(), key.renew);
      return replay.isLast() ? await storedInstead(call, session, action, answered) : answered;
    } catch (error) {
      if (!isDoubtful(error, action)) throw error;
      const seen = await readBack(call, session, action).catch(unreadable);
      if (seen.kind === "lost") throw asLost(error, seen.isCertain);
      if (seen.kind === "as asked") {
        session.log("Novu said 400, but the message is as asked");
        return seen.found;
      }
      await writeAgain(session, action, key, seen.differences);
    }
  }
};

/** Tells whether the last answer to a write was one that the server had kept under the idempotency key. */
const watchForReplay = (http: Http) => {
  let isLast = false;
  return {
    http: (async (request) => {
      const response = await http(request);
      if (request.method !== "GET") isLast = isReplay(response);
      return response;
    }) satisfies Http,
    isLast: () => isLast,
  };
};

/**
 * A replayed success wrote nothing now, and its body is as old as the write that it repeats: only the stored message
 * tells whether that is still so. v2 answers have a form that no list gives; where the message is as asked, the
 * replayed one is returned.
 * @throws Failure E_MISMATCH where the message holds something else, or cannot be read
 */
const storedInstead = async (
  call: NovuCall,
  session: RequestSession,
  action: ActionRequest,
  replayed: MessageDocument,
): Promise<SetAction> => {
  const stored = await readBack(call, session, action).catch((error: unknown): StoredAnswer => {
    if (error instanceof Failure && error.code !== "E_INTERRUPTED") return { kind: "lost", isCertain: false };
    throw error;
  });
  if (stored.kind !== "as asked") throw replayedOnly(action, stored);
  return { ...(action.api === "v2" ? replayed : stored.found), isReplay: true };
};

const replayedOnly = (
  { subscriberId, messageId }: ActionRequest,
  stored: Exclude<StoredAnswer, { kind: "as asked" }>,
): Failure =>
  new Failure("E_MISMATCH", "nothing was written: Novu repeated an earlier answer to this idempotency key", {
    hint: [
      ...(stored.kind === "otherwise"
        ? ["The message holds something else now:", ...stored.differences.map(describeDifference)]
        : ["The message could not be read, so whether it still holds that answer is not known."]),
      "To write again, use another idempotency key, or none.",
    ],
    next: [{ words: ["novu-msg", "action", "get", subscriberId, messageId], when: "to see what it holds" }],
    sent: "yes",
    details: { isReplay: true, differences: stored.kind === "otherwise" ? stored.differences : [] },
  });

/** Waits for the turn of another write. @throws Failure E_RACE where there is none */
const writeAgain = async (
  session: RequestSession,
  action: ActionRequest,
  key: WriteKey,
  differences: readonly Difference[],
): Promise<void> => {
  const hasTurn = key.renew !== undefined && (await session.retry("somebody else wrote at the same moment"));
  if (!hasTurn) throw race(action, differences, key, session);
};

const isDoubtful = (error: unknown, { api }: ActionRequest): error is Failure =>
  error instanceof Failure && error.code === "E_WRONG_SUBSCRIBER" && api === "v1";

/** What reading the message back shows. */
type StoredAnswer =
  | { readonly kind: "as asked"; readonly found: MessageDocument }
  | { readonly kind: "otherwise"; readonly differences: readonly Difference[] }
  | { readonly kind: "lost"; readonly isCertain: boolean };

/** Twice, unless the first look shows what was asked for: everything else can be a list that lags behind. */
const readBack = async (
  call: NovuCall,
  session: RequestSession,
  action: ActionRequest,
): Promise<StoredAnswer> => {
  const first = await lookAt(call, action);
  if (first.kind === "as asked") return first;
  await session.pause(LAG_MS);
  return lookAt(call, action);
};

const lookAt = async (call: NovuCall, action: ActionRequest): Promise<StoredAnswer> => {
  const { found, gaveUp } = await findMessage(call, action.subscriberId, action.messageId);
  if (found === undefined) return { kind: "lost", isCertain: !gaveUp };
  const differences = differencesBetween(action, found.message);
  return differences.length === 0 ? { kind: "as asked", found } : { kind: "otherwise", differences };
};

/** The 400 as it was meant, or as it may have been meant. */
const asLost = ({ code, message, info }: Failure, isCertain: boolean): Failure =>
  new Failure(code, message, {
    ...info,
    hint: [...(info.hint ?? []), isCertain ? NOT_LISTED : NOT_ALL_READ],
    ...(isCertain ? {} : { sent: "unknown" }),
  });

const NOT_LISTED = "It is not among that subscriber's messages either. Nothing was changed.";
const NOT_ALL_READ = "The subscriber's list does not come to an end, so this could not be checked.";

/** Without the look nobody knows what the 400 meant. @throws Failure, always */
const unreadable = (error: unknown): never => {
  if (!(error instanceof Failure)) throw error;
  const { http, details, next } = error.info;
  throw new Failure(error.code, `whether the button was set is not known: ${error.message}`, {
    hint: [
      "Novu answered with a 400 that it also gives where it made the change, and the message could not be read.",
      "Making the change again is safe.",
    ],
    sent: "unknown",
    cause: error,
    ...(http === undefined ? {} : { http }),
    ...(details === undefined ? {} : { details }),
    ...(next === undefined ? {} : { next }),
  });
};

const race = (
  { subscriberId, messageId }: ActionRequest,
  differences: readonly Difference[],
  key: WriteKey,
  session: RequestSession,
): Failure => {
  const { hint, details } = retryDetails(session.retries());
  return new Failure("E_RACE", "somebody else wrote to the same message at the same moment", {
    hint: [
      ...hint,
      ...(key.renew === undefined
        ? ["Your idempotency key now stands for that answer: give another one."]
        : []),
      "Both buttons share one status, and the message now holds what the other one wrote.",
    ],
    next: [{ words: ["novu-msg", "action", "get", subscriberId, messageId] }],
    sent: "yes",
    details: { differences, ...details },
  });
};

/** @throws Failure E_MISMATCH where the answer to a write is not what was asked for */
export const assertAsAsked = (asked: ActionRequest, answered: Message): void => {
  const differences = differencesBetween(asked, answered);
  if (differences.length === 0) return;
  throw new Failure("E_MISMATCH", "Novu answered, but not with what was asked for", {
    hint: [
      ...differences.map(describeDifference),
      "The message may not have been changed as asked; look at it.",
    ],
    next: [{ words: ["novu-msg", "action", "get", asked.subscriberId, asked.messageId] }],
    sent: "yes",
    details: { differences },
  });
};

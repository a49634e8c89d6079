import { Failure } from "../failures/failure.js";
import type { Http, RequestSession } from "../http/http.js";
import { isReplay, retryDetails } from "../http/retry-policy.js";
import type { ActionRequest } from "../model/action.js";
import { differenceText } from "../model/action-change.js";
import { type Difference, differencesBetween } from "../model/answer-check.js";
import type { Message, MessageDocument } from "../model/message.js";
import { setAction } from "./actions.js";
import type { KeyOrigin } from "./error-classification.js";
import { findMessage, type V2Lists } from "./find-message.js";
import type { IdempotencyKeySource } from "./idempotency-key.js";
import type { MessageSearchResult } from "./messages.js";
import { createNovuCall } from "./novu-call.js";

/** The message after setting a button. */
interface ActionWriteResult extends MessageDocument {
  /** An earlier request with the same idempotency key wrote it, and this one wrote nothing. */
  readonly isReplay?: boolean;
}

/** How long a list can lag behind a write (docs/novu-api.md, "Lists and finding a message"). */
const LAG_MS = 500;

/**
 * Sets the button. Servers answer one of several identical writes with the 400 of “another subscriber's message”
 * although it took effect. After that 400 the message is therefore read to find the actual cause (docs/novu-api.md,
 * "Identical writes at the same instant", and ADR 0015).
 * @throws Failure E_WRONG_SUBSCRIBER only if the message is another subscriber's, E_RACE, and those of `setAction`
 */
export const setActionVerified = async (
  session: RequestSession,
  action: ActionRequest,
  key: IdempotencyKeySource,
  keyOrigin?: KeyOrigin,
  v2Lists?: V2Lists,
): Promise<ActionWriteResult> => {
  const replay = watchForReplay(session.http);
  const call = createNovuCall(replay.http, keyOrigin);
  const find: Find = () => findMessage(call, action.subscriberId, action.messageId, v2Lists);
  for (;;) {
    try {
      const result = await setAction(call, action, key.next(), key.renew);
      return replay.isLast() ? await verifyReplay(find, session, action, result) : result;
    } catch (error) {
      if (!isDoubtful(error, action)) throw error;
      const stored = await readBack(find, session, action).catch(throwUnreadable);
      if (stored.kind === "not found") throw asNotFound(error, stored.isCertain);
      if (stored.kind === "as requested") {
        session.log("Novu said 400, but the message is as asked");
        return stored.found;
      }
      await awaitRetry(session, action, key, stored.differences);
    }
  }
};

/** Finds the message that is written. */
type Find = () => Promise<MessageSearchResult>;

/** Records whether the last response to a write was a replay that the server had stored under the idempotency key. */
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
 * A replayed success wrote nothing now, and its body is as old as the original write, so the stored message decides.
 * Lists do not have the shape of a v2 response; for v2 the replayed response is returned if the message is as requested.
 * @throws Failure E_MISMATCH if the message has another answer, or cannot be read
 */
const verifyReplay = async (
  find: Find,
  session: RequestSession,
  action: ActionRequest,
  replayed: MessageDocument,
): Promise<ActionWriteResult> => {
  const stored = await readBack(find, session, action).catch((error: unknown): StoredAnswer => {
    if (error instanceof Failure && error.code !== "E_INTERRUPTED")
      return { kind: "not found", isCertain: false };
    throw error;
  });
  if (stored.kind !== "as requested") throw replayFailure(action, stored);
  return { ...(action.api === "v2" ? replayed : stored.found), isReplay: true };
};

const replayFailure = (
  { subscriberId, messageId }: ActionRequest,
  stored: Exclude<StoredAnswer, { kind: "as requested" }>,
): Failure =>
  new Failure(
    "E_MISMATCH",
    "nothing was written: Novu repeated an earlier response for this idempotency key",
    {
      hint: [
        ...(stored.kind === "different"
          ? ["The message has a different answer now:", ...stored.differences.map(differenceText)]
          : ["The message couldn't be read, so its current answer is unknown."]),
        "To write again, use another idempotency key or none.",
      ],
      next: [
        { words: ["novu-msg", "action", "get", subscriberId, messageId], when: "to see its current answer" },
      ],
      sent: "yes",
      details: { isReplay: true, differences: stored.kind === "different" ? stored.differences : [] },
    },
  );

/** Waits before another attempt. @throws Failure E_RACE if no attempt is left */
const awaitRetry = async (
  session: RequestSession,
  action: ActionRequest,
  key: IdempotencyKeySource,
  differences: readonly Difference[],
): Promise<void> => {
  const canRetry = key.renew !== undefined && (await session.retry("somebody else wrote at the same moment"));
  if (!canRetry) throw raceFailure(action, differences, key, session);
};

const isDoubtful = (error: unknown, { api }: ActionRequest): error is Failure =>
  error instanceof Failure && error.code === "E_WRONG_SUBSCRIBER" && api === "v1";

/** The result of reading the message back. */
type StoredAnswer =
  | { readonly kind: "as requested"; readonly found: MessageDocument }
  | { readonly kind: "different"; readonly differences: readonly Difference[] }
  | { readonly kind: "not found"; readonly isCertain: boolean };

/** Reads a second time unless the first read shows the requested answer: the list can lag behind. */
const readBack = async (
  find: Find,
  session: RequestSession,
  action: ActionRequest,
): Promise<StoredAnswer> => {
  const first = await readStored(find, action);
  if (first.kind === "as requested") return first;
  await session.pause(LAG_MS);
  return readStored(find, action);
};

const readStored = async (find: Find, action: ActionRequest): Promise<StoredAnswer> => {
  const { found, gaveUp } = await find();
  if (found === undefined) return { kind: "not found", isCertain: !gaveUp };
  const differences = differencesBetween(action, found.message);
  return differences.length === 0 ? { kind: "as requested", found } : { kind: "different", differences };
};

/** The original 400, with what reading the list says about it. */
const asNotFound = ({ code, message, info }: Failure, isCertain: boolean): Failure =>
  new Failure(code, message, {
    ...info,
    hint: [...(info.hint ?? []), isCertain ? NOT_LISTED : NOT_ALL_READ],
    ...(isCertain ? {} : { sent: "unknown" }),
  });

const NOT_LISTED = "It isn't in that subscriber's list either. Nothing was changed.";
const NOT_ALL_READ = "The subscriber's list never ends, so this couldn't be checked.";

/** Without reading the message, the cause of the 400 is unknown. @throws Failure, always */
const throwUnreadable = (error: unknown): never => {
  if (!(error instanceof Failure)) throw error;
  const { http, details, next } = error.info;
  throw new Failure(error.code, `the button may or may not have been set: ${error.message}`, {
    hint: [
      "Novu returned a 400 that it also returns after a successful write, and the message couldn't be read.",
      "Running it again is safe.",
    ],
    sent: "unknown",
    cause: error,
    ...(http === undefined ? {} : { http }),
    ...(details === undefined ? {} : { details }),
    ...(next === undefined ? {} : { next }),
  });
};

const raceFailure = (
  { subscriberId, messageId }: ActionRequest,
  differences: readonly Difference[],
  key: IdempotencyKeySource,
  session: RequestSession,
): Failure => {
  const { hint, details } = retryDetails(session.retries());
  return new Failure("E_RACE", "another write to the same message happened at the same time", {
    hint: [
      ...hint,
      ...(key.renew === undefined
        ? ["Your idempotency key is now taken by that response: use another one."]
        : []),
      "Both buttons share one answer, and the other write won.",
    ],
    next: [{ words: ["novu-msg", "action", "get", subscriberId, messageId] }],
    sent: "yes",
    details: { differences, ...details },
  });
};

/** @throws Failure E_MISMATCH if the response to a write differs from the request */
export const assertAsRequested = (request: ActionRequest, message: Message): void => {
  const differences = differencesBetween(request, message);
  if (differences.length === 0) return;
  throw new Failure("E_MISMATCH", "Novu's response doesn't match the request", {
    hint: [
      ...differences.map(differenceText),
      "The message may not have been changed as requested. Check it.",
    ],
    next: [{ words: ["novu-msg", "action", "get", request.subscriberId, request.messageId] }],
    sent: "yes",
    details: { differences },
  });
};

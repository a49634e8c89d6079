import type { ActionRequest } from "../domain/action-request.js";
import { type Difference, differencesBetween } from "../domain/answer-check.js";
import { Failure } from "../failure/failure.js";
import type { Undertaking } from "../http/http.js";
import { triedFacts } from "../http/tried-facts.js";
import { type MessageDocument, setAction } from "./actions.js";
import { findMessage } from "./messages.js";
import { createNovuCall, type NovuCall } from "./novu-call.js";
import type { KeyOrigin } from "./verdict.js";
import type { WriteKey } from "./write-key.js";

/** Lists come from secondaries of the database, which are behind for a moment (contract 4). */
const LAG_MS = 500;

/**
 * Sets the button, and is not misled by the 400 that servers give to one of several identical writes at the
 * same instant, in the words of “another subscriber's message” (contract 0.1, ADR 0015): the message itself
 * tells the two apart.
 * @throws Failure E_WRONG_SUBSCRIBER only for the true one, E_RACE, and those of `setAction`
 */
export const setActionSurely = async (
  undertaking: Undertaking,
  action: ActionRequest,
  key: WriteKey,
  keyOrigin?: KeyOrigin,
): Promise<MessageDocument> => {
  const call = createNovuCall(undertaking.http, keyOrigin);
  for (;;) {
    try {
      return await setAction(call, action, key.next(), key.renew);
    } catch (error) {
      if (!isDoubtful(error, action)) throw error;
      const seen = await readBack(call, undertaking, action).catch(unreadable);
      if (seen.kind === "lost") throw asLost(error, seen.isCertain);
      if (seen.kind === "as asked") {
        undertaking.remark("Novu said 400, but the message is as asked");
        return seen.found;
      }
      await writeAgain(undertaking, action, key, seen.differences);
    }
  }
};

/** Waits for the turn of another write. @throws Failure E_RACE where there is none */
const writeAgain = async (
  undertaking: Undertaking,
  action: ActionRequest,
  key: WriteKey,
  differences: readonly Difference[],
): Promise<void> => {
  const hasTurn =
    key.renew !== undefined && (await undertaking.again("somebody else wrote at the same moment"));
  if (!hasTurn) throw race(action, differences, key, undertaking);
};

const isDoubtful = (error: unknown, { api }: ActionRequest): error is Failure =>
  error instanceof Failure && error.code === "E_WRONG_SUBSCRIBER" && api === "v1";

/** What reading the message back shows. */
type Seen =
  | { readonly kind: "as asked"; readonly found: MessageDocument }
  | { readonly kind: "otherwise"; readonly differences: readonly Difference[] }
  | { readonly kind: "lost"; readonly isCertain: boolean };

/** Twice, unless the first look shows what was asked for: everything else can be a list that lags behind. */
const readBack = async (call: NovuCall, undertaking: Undertaking, action: ActionRequest): Promise<Seen> => {
  const first = await lookAt(call, action);
  if (first.kind === "as asked") return first;
  await undertaking.pause(LAG_MS);
  return lookAt(call, action);
};

const lookAt = async (call: NovuCall, action: ActionRequest): Promise<Seen> => {
  const { found, gaveUp } = await findMessage(call, action.subscriberId, action.messageId);
  if (found === undefined) return { kind: "lost", isCertain: !gaveUp };
  const differences = differencesBetween(action, found.message);
  return differences.length === 0 ? { kind: "as asked", found } : { kind: "otherwise", differences };
};

/** The 400 as it was meant, or as it may have been meant. */
const asLost = ({ code, message, facts }: Failure, isCertain: boolean): Failure =>
  new Failure(code, message, {
    ...facts,
    hint: [...(facts.hint ?? []), isCertain ? NOT_LISTED : NOT_ALL_READ],
    ...(isCertain ? {} : { sent: "unknown" }),
  });

const NOT_LISTED = "It is not among that subscriber's messages either. Nothing was changed.";
const NOT_ALL_READ = "The subscriber's list does not come to an end, so this could not be checked.";

/** Without the look nobody knows what the 400 meant. @throws Failure, always */
const unreadable = (error: unknown): never => {
  if (!(error instanceof Failure)) throw error;
  const { http, details, next } = error.facts;
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
  undertaking: Undertaking,
): Failure => {
  const { hint, details } = triedFacts(undertaking.tried());
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

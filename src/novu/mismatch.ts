import { Failure } from "../failures/failure.js";
import { describeDifference } from "../model/action-change.js";
import type { ActionRequest } from "../model/action-request.js";
import { differencesBetween } from "../model/answer-check.js";
import type { Message } from "../model/message.js";

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

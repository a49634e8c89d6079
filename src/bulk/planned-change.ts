import type { ActionRequest } from "../model/action.js";
import { isEmptyPayload } from "../model/answer-check.js";
import { type JsonValue, jsonEqual } from "../model/json.js";
import type { Answer } from "../model/message.js";
import { statusOf } from "../model/write-guards.js";

/** The answer after the action: an omitted payload stays, `{}` clears it (docs/novu-api.md, "Payload"). */
export const answerAfter = (answer: Answer, { button, status, payload }: ActionRequest): Answer => ({
  status,
  button,
  payload: payload === undefined ? answer.payload : emptied(payload),
});

const emptied = (payload: JsonValue): JsonValue | undefined =>
  isEmptyPayload(payload) ? undefined : payload;

/**
 * Whether somebody could tell one from the other. Which button a pending slot names cannot be seen: nobody has
 * pressed either, and a message that nobody has touched names none.
 */
export const isRealChange = (before: Answer, after: Answer): boolean => {
  if (statusOf(before) !== statusOf(after)) return true;
  if (statusOf(after) === "done" && before.button !== after.button) return true;
  return !jsonEqual(visible(before.payload), visible(after.payload));
};

const visible = (payload: JsonValue | undefined): JsonValue =>
  isEmptyPayload(payload) ? {} : (payload ?? {});

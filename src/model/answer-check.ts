import type { ActionRequest, ActionStatus, Button } from "./action.js";
import { isJsonObject, type JsonValue, jsonEqual } from "./json.js";
import type { Message } from "./message.js";

/** One point in which the answer is not what was asked for. */
export interface Difference {
  readonly point: "id" | "button" | "status" | "payload";
  readonly asked: JsonValue;
  readonly answered: JsonValue;
}

/** Holds the answer against the question: an unchecking server and its idempotency replays make this needed. */
export const differencesBetween = (asked: ActionRequest, answered: Message): Difference[] => {
  const expected: readonly [Difference["point"], JsonValue, JsonValue | undefined][] = [
    ["id", asked.messageId.toLowerCase(), answered.id?.toLowerCase()],
    ...answerExpectations(asked, answered),
  ];
  return expected
    .filter(([, want, got]) => !jsonEqual(want, got ?? null))
    .map(([point, want, got]) => ({ point, asked: want, answered: got ?? null }));
};

const answerExpectations = (
  asked: ActionRequest,
  { answer }: Message,
): [Difference["point"], JsonValue, JsonValue | undefined][] => {
  if (asked.api === "v2")
    return [["status", asked.status, doneIn(answer.button, answer.status, asked.button)]];
  return [
    ["button", asked.button, answer.button],
    ["status", asked.status, answer.status],
    ...(asked.payload === undefined || jsonEqual(asked.payload, answer.payload ?? {})
      ? []
      : [
          ["payload", withoutEmptyObjects(asked.payload), withoutEmptyObjects(answer.payload ?? {})] as [
            "payload",
            JsonValue,
            JsonValue,
          ],
        ]),
  ];
};

/** All that v2 tells of a button is whether it is completed. */
const doneIn = (
  answerButton: string | undefined,
  status: string | undefined,
  button: Button,
): ActionStatus => (answerButton === button && status === "done" ? "done" : "pending");

/** The servers drop empty objects from answers, a cleared payload too (docs/novu-api.md, "Payload"). */
const withoutEmptyObjects = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(withoutEmptyObjects);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, withoutEmptyObjects(child)] as const);
  return Object.fromEntries(entries.filter(([, child]) => !(isJsonObject(child) && isEmptyPayload(child))));
};

/** A cleared payload is missing from the answer, so absent and `{}` are equal (docs/novu-api.md, "Payload"). */
export const isEmptyPayload = (payload: JsonValue | undefined): boolean =>
  payload === undefined || (isJsonObject(payload) && Object.keys(payload).length === 0);

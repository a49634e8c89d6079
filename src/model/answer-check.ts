import type { ActionRequest, ActionStatus, Button } from "./action.js";
import { isJsonObject, type JsonValue, jsonEqual } from "./json.js";
import type { Message } from "./message.js";
import { normalizedMessageId } from "./message-id.js";

/** One part of the response that differs from the request. */
export interface Difference {
  readonly point: "id" | "button" | "status" | "payload";
  readonly asked: JsonValue;
  readonly answered: JsonValue;
}

/** Compares the response with the request: the server does not validate, and its idempotency replays can be of another write. */
export const differencesBetween = (request: ActionRequest, message: Message): Difference[] => {
  const expected: readonly [Difference["point"], JsonValue, JsonValue | undefined][] = [
    ["id", normalizedMessageId(request.messageId), message.id && normalizedMessageId(message.id)],
    ...answerExpectations(request, message),
  ];
  return expected
    .filter(([, want, got]) => !jsonEqual(want, got ?? null))
    .map(([point, want, got]) => ({ point, asked: want, answered: got ?? null }));
};

const answerExpectations = (
  request: ActionRequest,
  { answer }: Message,
): [Difference["point"], JsonValue, JsonValue | undefined][] => {
  if (request.api === "v2")
    return [["status", request.status, v2StatusOf(answer.button, answer.status, request.button)]];
  return [
    ["button", request.button, answer.button],
    ["status", request.status, answer.status],
    ...(request.payload === undefined || jsonEqual(request.payload, answer.payload ?? {})
      ? []
      : [
          ["payload", withoutEmptyObjects(request.payload), withoutEmptyObjects(answer.payload ?? {})] as [
            "payload",
            JsonValue,
            JsonValue,
          ],
        ]),
  ];
};

/** v2 only says whether a button is completed. */
const v2StatusOf = (
  answerButton: string | undefined,
  status: string | undefined,
  button: Button,
): ActionStatus => (answerButton === button && status === "done" ? "done" : "pending");

/** The servers drop empty objects from responses, also a cleared payload (docs/novu-api.md, "Payload"). */
const withoutEmptyObjects = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(withoutEmptyObjects);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, withoutEmptyObjects(child)] as const);
  return Object.fromEntries(entries.filter(([, child]) => !(isJsonObject(child) && isEmptyPayload(child))));
};

/** A cleared payload is missing from the response, so absent and `{}` are equal (docs/novu-api.md, "Payload"). */
export const isEmptyPayload = (payload: JsonValue | undefined): boolean =>
  payload === undefined || (isJsonObject(payload) && Object.keys(payload).length === 0);

import fc from "fast-check";
import { expect, test } from "vitest";
import { ACTION_STATUSES, BUTTONS } from "../../../src/domain/action.js";
import { type ActionRequest, differencesBetween, isEmptyPayload } from "../../../src/domain/answer-check.js";
import { type JsonObject, jsonEqual } from "../../../src/domain/json.js";
import { readMessage } from "../../../src/domain/message.js";
import { readNotification } from "../../../src/domain/notification.js";
import { jsonObject } from "./json-arbitrary.js";

const messageId = fc.stringMatching(/^[0-9a-f]{24}$/);
const request: fc.Arbitrary<ActionRequest> = fc.record(
  {
    subscriberId: fc.string(),
    messageId,
    button: fc.constantFrom(...BUTTONS),
    status: fc.constantFrom(...ACTION_STATUSES),
    api: fc.constant("v1" as const),
    payload: jsonObject,
  },
  { requiredKeys: ["subscriberId", "messageId", "button", "status", "api"] },
);

/** The message as the server would answer: a payload that was not given is whatever was there. */
const answerTo = (
  { messageId: _id, button, status, payload }: ActionRequest,
  stored: JsonObject,
): JsonObject => {
  const kept = payload ?? stored;
  const result = isEmptyPayload(kept) ? { type: button } : { type: button, payload: kept };
  return { _id, status: "sent", cta: { action: { status, result } } };
};

const other = <Word>(words: readonly Word[], word: Word): Word | undefined =>
  words.find((candidate) => candidate !== word);

test("an answer built from the question has no differences", () => {
  fc.assert(
    fc.property(request, jsonObject, (asked, stored) => {
      expect(differencesBetween(asked, readMessage(answerTo(asked, stored)))).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test("a completed or reverted notification has no differences to the question", () => {
  fc.assert(
    fc.property(request, (asked) => {
      const action = { label: "L", isCompleted: asked.status === "done" };
      const notification = readNotification({ id: asked.messageId, [`${asked.button}Action`]: action });
      expect(differencesBetween({ ...asked, api: "v2" }, notification)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("another id is exactly that difference", () => {
  fc.assert(
    fc.property(request, messageId, (asked, id) => {
      fc.pre(id !== asked.messageId);
      expect(differencesBetween(asked, readMessage({ ...answerTo(asked, {}), _id: id }))).toEqual([
        { point: "id", asked: asked.messageId, answered: id },
      ]);
    }),
    { numRuns: 200 },
  );
});

test("another button is exactly that difference", () => {
  fc.assert(
    fc.property(request, (asked) => {
      const answered = other(BUTTONS, asked.button) ?? "primary";
      expect(differencesBetween(asked, readMessage(answerTo({ ...asked, button: answered }, {})))).toEqual([
        { point: "button", asked: asked.button, answered },
      ]);
    }),
    { numRuns: 200 },
  );
});

test("another status is exactly that difference", () => {
  fc.assert(
    fc.property(request, (asked) => {
      const answered = other(ACTION_STATUSES, asked.status) ?? "done";
      expect(differencesBetween(asked, readMessage(answerTo({ ...asked, status: answered }, {})))).toEqual([
        { point: "status", asked: asked.status, answered },
      ]);
    }),
    { numRuns: 200 },
  );
});

test("another payload is exactly that difference, where a payload was asked for", () => {
  fc.assert(
    fc.property(request, jsonObject, jsonObject, (asked, payload, answered) => {
      fc.pre(!jsonEqual(payload, answered));
      const message = readMessage(answerTo({ ...asked, payload: answered }, {}));
      expect(differencesBetween({ ...asked, payload }, message)).toEqual([
        { point: "payload", asked: payload, answered },
      ]);
    }),
    { numRuns: 300 },
  );
});

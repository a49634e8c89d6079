import fc from "fast-check";
import { expect, test } from "vitest";
import { ACTION_STATUSES, type ActionRequest, BUTTONS } from "../../../src/model/action.js";
import { differencesBetween, isEmptyPayload } from "../../../src/model/answer-check.js";
import { isJsonObject, type JsonObject, type JsonValue, jsonEqual } from "../../../src/model/json.js";
import { readMessage } from "../../../src/model/message.js";
import { readNotification } from "../../../src/model/notification.js";
import { always } from "../../support/always.js";
import { jsonObject } from "./json-arbitrary.js";

const PROMISE = "the answer is held against the question";

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

/** The message in the server's response: without a payload in the request, the stored one is kept. */
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

test("a response built from the request has no differences", () => {
  always(
    PROMISE,

    fc.property(request, jsonObject, (asked, stored) => {
      expect(differencesBetween(asked, readMessage(answerTo(asked, stored)))).toEqual([]);
    }),
  );
});

test("a completed or reverted notification does not differ from the request", () => {
  always(
    PROMISE,

    fc.property(request, (asked) => {
      const action = { label: "L", isCompleted: asked.status === "done" };
      const notification = readNotification({ id: asked.messageId, [`${asked.button}Action`]: action });
      expect(differencesBetween({ ...asked, api: "v2" }, notification)).toEqual([]);
    }),
  );
});

test("another id is exactly that difference", () => {
  always(
    PROMISE,

    fc.property(request, messageId, (asked, id) => {
      fc.pre(id !== asked.messageId);
      expect(differencesBetween(asked, readMessage({ ...answerTo(asked, {}), _id: id }))).toEqual([
        { point: "id", asked: asked.messageId, answered: id },
      ]);
    }),
  );
});

test("another button is exactly that difference", () => {
  always(
    PROMISE,

    fc.property(request, (asked) => {
      const answered = other(BUTTONS, asked.button) ?? "primary";
      expect(differencesBetween(asked, readMessage(answerTo({ ...asked, button: answered }, {})))).toEqual([
        { point: "button", asked: asked.button, answered },
      ]);
    }),
  );
});

test("another status is exactly that difference", () => {
  always(
    PROMISE,

    fc.property(request, (asked) => {
      const answered = other(ACTION_STATUSES, asked.status) ?? "done";
      expect(differencesBetween(asked, readMessage(answerTo({ ...asked, status: answered }, {})))).toEqual([
        { point: "status", asked: asked.status, answered },
      ]);
    }),
  );
});

/** The payload as the server stores it: empty objects are dropped, innermost first; lists keep them. */
const stored = (payload: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(payload), function (this: JsonValue, _key, child: JsonValue) {
    return !Array.isArray(this) && isJsonObject(child) && isEmptyPayload(child) ? undefined : child;
  }) ?? {};

/** Payloads with empty objects at the top level and nested. */
const withEmptyObjects = fc
  .tuple(jsonObject, jsonObject)
  .map(([outer, inner]): JsonObject => ({ ...outer, a: {}, b: { c: { d: {} }, ...inner }, e: [{ f: {} }] }));
const payloads = fc.oneof(jsonObject, withEmptyObjects);

test("another payload is exactly that difference, if the request has a payload", () => {
  always(
    PROMISE,

    fc.property(request, payloads, payloads, (asked, payload, answered) => {
      fc.pre(!jsonEqual(stored(payload), stored(answered)));
      const message = readMessage(answerTo({ ...asked, payload: answered }, {}));
      expect(differencesBetween({ ...asked, payload }, message)).toEqual([
        { point: "payload", asked: stored(payload), answered: stored(answered) },
      ]);
    }),
  );
});

test("a store that drops empty objects makes no difference", () => {
  always(
    PROMISE,

    fc.property(request, payloads, (asked, payload) => {
      const message = readMessage(answerTo({ ...asked, payload: stored(payload) }, {}));
      expect(differencesBetween({ ...asked, payload }, message)).toEqual([]);
    }),
  );
});

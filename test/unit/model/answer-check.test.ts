import { expect, test } from "vitest";
import type { ActionRequest } from "../../../src/model/action.js";
import { differencesBetween, isEmptyPayload } from "../../../src/model/answer-check.js";
import type { JsonObject, JsonValue } from "../../../src/model/json.js";
import { type Answer, type Message, readMessage } from "../../../src/model/message.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const OTHER_ID = "65f0c1a9b2d4e6f8a0b1c2d4";

const ASKED: ActionRequest = {
  subscriberId: "alice",
  messageId: ID,
  button: "primary",
  status: "done",
  api: "v1",
};

const answer = (stored: Partial<Answer>, id: string | undefined = ID): Message => ({
  ...readMessage({}),
  id,
  answer: { status: "done", button: "primary", payload: undefined, ...stored },
});

test("a response equal to the request has no differences", () => {
  expect(differencesBetween(ASKED, answer({}))).toEqual([]);
});

test("the id's hexadecimal digits may be written in either case", () => {
  expect(differencesBetween({ ...ASKED, messageId: ID.toUpperCase() }, answer({}))).toEqual([]);
  expect(differencesBetween(ASKED, answer({}, ID.toUpperCase()))).toEqual([]);
});

test("the replay of another message's answer is noticed", () => {
  expect(differencesBetween(ASKED, answer({}, OTHER_ID))).toEqual([
    { point: "id", asked: ID, answered: OTHER_ID },
  ]);
});

test("a response without any of the fields differs in every point", () => {
  expect(differencesBetween({ ...ASKED, payload: { a: 1 } }, readMessage({}))).toEqual([
    { point: "id", asked: ID, answered: null },
    { point: "button", asked: "primary", answered: null },
    { point: "status", asked: "done", answered: null },
    { point: "payload", asked: { a: 1 }, answered: {} },
  ]);
});

test.each<[Answer["status"], JsonValue]>([
  ["pending", "pending"],
  ["DONE", "DONE"],
  ["", ""],
  [undefined, null],
])("the status %j is not what was asked", (status, answered) => {
  expect(differencesBetween(ASKED, answer({ status }))).toEqual([
    { point: "status", asked: "done", answered },
  ]);
});

test.each<[Answer["button"], JsonValue]>([
  ["secondary", "secondary"],
  ["PRIMARY", "PRIMARY"],
  [undefined, null],
])("the button %j is not what was asked", (button, answered) => {
  expect(differencesBetween(ASKED, answer({ button }))).toEqual([
    { point: "button", asked: "primary", answered },
  ]);
});

test.each<JsonValue>([{ a: 1 }, "text", [1], null])(
  "a write without a payload keeps the stored one, so %j in the answer is no difference",
  (payload) => {
    expect(differencesBetween(ASKED, answer({ payload }))).toEqual([]);
  },
);

test.each<[string, JsonValue | undefined]>([
  ["is gone", undefined],
  ["is empty", {}],
  ["is null", null],
])("a cleared payload %s in the answer", (_what, payload) => {
  expect(differencesBetween({ ...ASKED, payload: {} }, answer({ payload }))).toEqual([]);
});

test("a payload that should have been cleared is a difference", () => {
  expect(differencesBetween({ ...ASKED, payload: {} }, answer({ payload: { a: 1 } }))).toEqual([
    { point: "payload", asked: {}, answered: { a: 1 } },
  ]);
});

test("the payload's keys may come back in another order, but not with other values", () => {
  const asked = { ...ASKED, payload: { a: 1, b: { c: [1, 2] } } };
  expect(differencesBetween(asked, answer({ payload: { b: { c: [1, 2] }, a: 1 } }))).toEqual([]);
  const answered = { a: 1, b: { c: [2, 1] } };
  expect(differencesBetween(asked, answer({ payload: answered }))).toEqual([
    { point: "payload", asked: asked.payload, answered },
  ]);
});

test.each<[string, JsonObject, JsonValue | undefined]>([
  ["beside a value", { a: 1, b: {} }, { a: 1 }],
  ["that is all there is", { a: {} }, undefined],
  ["inside another one", { a: { b: { c: {} } }, d: 1 }, { d: 1 }],
  ["within a list's object", { a: [{ b: {}, c: 1 }] }, { a: [{ c: 1 }] }],
  ["that came back all the same", { a: 1 }, { a: 1, b: { c: {} } }],
  ["on both sides, in other places", { a: 1, b: {} }, { c: {}, a: 1 }],
])("an empty object %s counts as absent", (_where, payload, answered) => {
  expect(differencesBetween({ ...ASKED, payload }, answer({ payload: answered }))).toEqual([]);
});

test.each<[string, JsonObject, JsonObject]>([
  ["an empty list", { a: 1, b: [] }, { a: 1 }],
  ["a list's empty object", { a: [{}] }, { a: [] }],
  ["null", { a: 1, b: null }, { a: 1 }],
  ["an empty text", { a: 1, b: "" }, { a: 1 }],
])("%s is no empty object, and missing it is a difference", (_what, payload, answered) => {
  expect(differencesBetween({ ...ASKED, payload }, answer({ payload: answered }))).toEqual([
    { point: "payload", asked: payload, answered },
  ]);
});

test("a difference shows the compared values, without empty objects", () => {
  expect(
    differencesBetween({ ...ASKED, payload: { a: 1, b: {} } }, answer({ payload: { a: 2, c: { d: {} } } })),
  ).toEqual([{ point: "payload", asked: { a: 1 }, answered: { a: 2 } }]);
});

const V2: ActionRequest = { ...ASKED, api: "v2" };

test.each<[ActionRequest["status"], Partial<Answer>, boolean]>([
  ["done", { status: "done", button: "primary" }, true],
  ["done", { status: "done", button: "secondary" }, false],
  ["done", { status: undefined, button: undefined }, false],
  ["pending", { status: undefined, button: undefined }, true],
  ["pending", { status: "done", button: "secondary" }, true],
  ["pending", { status: "done", button: "primary" }, false],
])("v2, asked for primary %s and answered %j: as asked is %s", (status, slot, isAsAsked) => {
  const opposite = status === "done" ? "pending" : "done";
  expect(differencesBetween({ ...V2, status }, answer(slot))).toEqual(
    isAsAsked ? [] : [{ point: "status", asked: status, answered: opposite }],
  );
});

test("a v2 response has no payload, so none is expected", () => {
  expect(differencesBetween({ ...V2, payload: { a: 1 } }, answer({}))).toEqual([]);
});

test("only undefined and an empty object count as no payload", () => {
  const values: readonly (JsonValue | undefined)[] = [undefined, {}, null, "", 0, false, [], { a: null }];
  expect(values.map(isEmptyPayload)).toEqual([true, true, false, false, false, false, false, false]);
});

import { expect, test } from "vitest";
import { type ActionChange, describeDifference, remarksOn } from "../../../src/domain/action-change.js";
import type { ActionRequest } from "../../../src/domain/action-request.js";
import { type ActionSlot, readMessage } from "../../../src/domain/message.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const ASKED: ActionRequest = {
  subscriberId: "alice",
  messageId: ID,
  button: "primary",
  status: "done",
  api: "v1",
};

const withButtons = (...types: readonly string[]) => ({
  cta: { action: { buttons: types.map((type) => ({ type, content: type })) } },
});

const change = (
  asked: Partial<ActionRequest>,
  types: readonly string[],
  before?: ActionSlot,
): ActionChange => {
  const document = withButtons(...types);
  return { asked: { ...ASKED, ...asked }, document, message: readMessage(document), before, payload: "kept" };
};

const BOTH = ["primary", "secondary"];
const slot = (status: string | undefined, button: string | undefined): ActionSlot => ({
  status,
  button,
  payload: undefined,
});

test("a write on a button that the message has, over nothing, deserves no remark", () => {
  expect(remarksOn(change({}, BOTH, slot("pending", undefined)))).toEqual([]);
  expect(remarksOn(change({}, BOTH))).toEqual([]);
});

test("a button that the message does not have is remarked, with the ones it has", () => {
  expect(remarksOn(change({ button: "secondary" }, ["primary"]))).toEqual([
    `message ${ID} has no secondary button (it has primary); Novu stored the answer all the same`,
  ]);
  expect(remarksOn(change({}, []))).toEqual([
    `message ${ID} has no primary button (it has none); Novu stored the answer all the same`,
  ]);
  expect(remarksOn(change({}, ["secondary", "tertiary"]))).toEqual([
    `message ${ID} has no primary button (it has secondary and tertiary); Novu stored the answer all the same`,
  ]);
});

test("an answer of the other button that was replaced is remarked; one that is undone was said before", () => {
  expect(remarksOn(change({}, BOTH, slot("done", "secondary")))).toEqual([
    "this replaced the answer of the secondary button: both buttons share one status",
  ]);
  expect(remarksOn(change({ status: "pending" }, BOTH, slot("done", "secondary")))).toEqual([]);
});

test.each([
  ["pending", "secondary"],
  ["done", "primary"],
  ["done", undefined],
  [undefined, "secondary"],
])("a slot that held %s of %s loses nobody's answer", (status, button) => {
  expect(remarksOn(change({}, BOTH, slot(status, button)))).toEqual([]);
});

test("payload keys that old servers may refuse are remarked", () => {
  expect(remarksOn(change({ payload: { "a.b": 1, c: { $d: 2 } } }, BOTH))).toEqual([
    "old Novu servers may refuse payload keys with $ or a dot: a.b, $d",
  ]);
});

test("a difference is described in the values' own JSON", () => {
  expect(describeDifference({ point: "payload", asked: { a: 1 }, answered: {} })).toBe(
    'payload: asked {"a":1}, answered {}',
  );
  expect(describeDifference({ point: "status", asked: "done", answered: null })).toBe(
    'status: asked "done", answered null',
  );
});

import { expect, test } from "vitest";
import type { ActionRequest } from "../../../src/model/action.js";
import { type ActionChange, differenceText, writeWarnings } from "../../../src/model/action-change.js";
import { type Answer, readMessage } from "../../../src/model/message.js";
import { keeps } from "../../support/keeps.js";

keeps("a write says what it replaced");

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

const change = (asked: Partial<ActionRequest>, types: readonly string[], before?: Answer): ActionChange => {
  const document = withButtons(...types);
  return {
    request: { ...ASKED, ...asked },
    document,
    message: readMessage(document),
    before,
    payload: "kept",
  };
};

const BOTH = ["primary", "secondary"];
const answer = (status: string | undefined, button: string | undefined): Answer => ({
  status,
  button,
  payload: undefined,
});

test("a write to an existing button of an unanswered message has no warning", () => {
  expect(writeWarnings(change({}, BOTH, answer("pending", undefined)))).toEqual([]);
  expect(writeWarnings(change({}, BOTH))).toEqual([]);
});

test("a missing button is warned about, with the existing ones", () => {
  expect(writeWarnings(change({ button: "secondary" }, ["primary"]))).toEqual([
    `message ${ID} has no secondary button (it has primary); Novu stored the answer anyway`,
  ]);
  expect(writeWarnings(change({}, []))).toEqual([
    `message ${ID} has no primary button (it has none); Novu stored the answer anyway`,
  ]);
  expect(writeWarnings(change({}, ["secondary", "tertiary"]))).toEqual([
    `message ${ID} has no primary button (it has secondary and tertiary); Novu stored the answer anyway`,
  ]);
});

test("replacing or reverting the other button's answer is warned about", () => {
  expect(writeWarnings(change({}, BOTH, answer("done", "secondary")))).toEqual([
    "this replaced the answer of the secondary button: both buttons share one answer",
  ]);
  expect(writeWarnings(change({ status: "pending" }, BOTH, answer("done", "secondary")))).toEqual([
    "this took back the answer of the secondary button: both buttons share one answer",
  ]);
  expect(writeWarnings(change({}, BOTH, answer("done", undefined)))).toEqual([
    "this replaced the answer of the other button: both buttons share one answer",
  ]);
});

test("a payload of an earlier answer that stays is warned about, whether it was read before or is in the response", () => {
  const before = { ...answer("pending", "secondary"), payload: { by: "ada" } };
  const stays = 'the earlier payload {"by":"ada"} was kept; use --clear-payload to remove it';
  expect(writeWarnings(change({}, BOTH, before))).toEqual([stays]);
  const came = readMessage({
    cta: {
      action: { result: { payload: { by: "ada" } }, buttons: BOTH.map((type) => ({ type, content: type })) },
    },
  });
  expect(writeWarnings({ ...change({}, BOTH), message: came })).toEqual([stays]);
  expect(writeWarnings({ ...change({ payload: { by: "ci" } }, BOTH), message: came })).toEqual([]);
  expect(writeWarnings({ ...change({ status: "pending" }, BOTH), message: came })).toEqual([]);
  expect(writeWarnings({ ...change({}, BOTH), message: came, noWriteReason: "already" })).toEqual([]);
  expect(writeWarnings(change({ api: "v2" }, BOTH, before))).toEqual([
    'the earlier payload {"by":"ada"} was kept; use --clear-payload without --api v2 to remove it',
  ]);
  const long = { ...answer("done", "primary"), payload: { text: "x".repeat(1_000) } };
  expect(writeWarnings(change({}, BOTH, long))[0]?.length).toBeLessThan(160);
});

test("a replaced payload of the same button is warned about", () => {
  const before = { ...answer("done", "primary"), payload: { by: "ada" } };
  expect(writeWarnings(change({ payload: { by: "ci" } }, BOTH, before))).toEqual([
    'this replaced the earlier payload {"by":"ada"}',
  ]);
  expect(writeWarnings(change({ payload: { by: "ada" } }, BOTH, before))).toEqual([]);
});

test("a write that couldn't be checked says why", () => {
  expect(writeWarnings({ ...change({}, BOTH), uncheckedReason: "this server can't list messages" })).toEqual([
    "written without checking for another answer: this server can't list messages",
  ]);
});

test.each([
  ["pending", "secondary"],
  ["done", "primary"],
  [undefined, "secondary"],
])("a slot that held %s of %s loses nobody's answer", (status, button) => {
  expect(writeWarnings(change({}, BOTH, answer(status, button)))).toEqual([]);
});

test("payload keys that old servers may refuse are warned about", () => {
  expect(writeWarnings(change({ payload: { "a.b": 1, c: { $d: 2 } } }, BOTH))).toEqual([
    "old Novu servers may refuse payload keys with $ or dots: a.b, $d",
  ]);
});

test("a difference is described in the values' own JSON", () => {
  expect(differenceText({ point: "payload", asked: { a: 1 }, answered: {} })).toBe(
    'payload: requested {"a":1}, response has {}',
  );
  expect(differenceText({ point: "status", asked: "done", answered: null })).toBe(
    'status: requested "done", response has null',
  );
});

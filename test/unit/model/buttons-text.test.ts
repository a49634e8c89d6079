import { expect, test } from "vitest";
import { buttonsLabelled, buttonsText } from "../../../src/model/buttons.js";
import { messageWith } from "../views/message-fixture.js";

const answer = (button: string | undefined, status: string | undefined) => ({
  button,
  status,
  payload: undefined,
});
const button = (type: string, label: string) => ({ type, label, resultContent: undefined });

test.each([
  [answer(undefined, "pending"), "[Approve] [Reject]"],
  [answer(undefined, undefined), "[Approve] [Reject]"],
  [answer("primary", "done"), "[Approve: done] [Reject]"],
  [answer("secondary", "pending"), "[Approve] [Reject: pending]"],
  [answer("primary", undefined), "[Approve: without status] [Reject]"],
  [answer("tertiary", "done"), "[Approve] [Reject] [tertiary: done]"],
  [answer(undefined, "done"), "[Approve] [Reject] done"],
])("buttons with the answer %j read %s", (answer, text) => {
  expect(buttonsText(messageWith({ answer: answer }))).toBe(text);
});

test("a message without buttons has no text, and a button without a label shows its type", () => {
  expect(buttonsText(messageWith({ buttons: [] }))).toBe("");
  expect(buttonsText(messageWith({ buttons: [button("primary", "")] }))).toBe("[primary]");
});

const BUTTONS = [button("primary", "OK"), button("secondary", "ok")];

test.each([
  ["OK", ["primary"]],
  ["ok", ["secondary"]],
  ["Ok", ["primary", "secondary"]],
  [" ok ", ["primary", "secondary"]],
  ["okay", []],
  ["", []],
])("the label %j means %j", (label, types) => {
  expect(buttonsLabelled(BUTTONS, label).map(({ type }) => type)).toEqual(types);
});

import { expect, test } from "vitest";
import { ACTION_OUTPUTS, actionOutputs } from "../../../src/model/action-outputs.js";
import { readMessage } from "../../../src/model/message.js";

const BUTTONS = [
  { type: "primary", content: "Approve" },
  { type: "secondary", content: "Reject" },
];
const NOTHING = {
  pressed: "",
  label: "",
  status: "",
  button: "",
  message_id: "",
  transaction_id: "",
  payload: "",
};

const of = (action: object, more: object = {}) =>
  actionOutputs(readMessage({ ...more, cta: { action } } as never));

test.each([
  [{}, {}],
  [{ buttons: BUTTONS }, { status: "pending" }],
  [{ buttons: BUTTONS, status: "pending" }, { status: "pending" }],
  [
    { buttons: BUTTONS, status: "done", result: { type: "secondary", payload: { a: ["x\n"] } } },
    { pressed: "secondary", label: "Reject", status: "done", button: "secondary", payload: '{"a":["x\\n"]}' },
  ],
  [
    { buttons: BUTTONS, status: "pending", result: { type: "primary", payload: {} } },
    { status: "pending", button: "primary", payload: "{}" },
  ],
  [
    { buttons: [], status: "done", result: { type: "primary" } },
    { pressed: "primary", status: "done", button: "primary" },
  ],
  [
    { buttons: BUTTONS, status: "done", result: { type: "tertiary", payload: null } },
    { status: "done", button: "tertiary", payload: "null" },
  ],
])("an action %j sets %j", (action, expected) => {
  expect(of(action)).toEqual({ ...NOTHING, ...expected });
});

test("every name is there, whatever the message lacks, and no other", () => {
  expect(Object.keys(actionOutputs(readMessage({})))).toEqual([...ACTION_OUTPUTS]);
  expect(of({}, { _id: "m", transactionId: "t" })).toEqual({
    ...NOTHING,
    message_id: "m",
    transaction_id: "t",
  });
});

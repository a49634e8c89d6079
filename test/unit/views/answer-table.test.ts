import { expect, test } from "vitest";
import type { Answer } from "../../../src/model/message.js";
import type { Cell } from "../../../src/output/view.js";
import { answerTable, messageFieldList } from "../../../src/views/answer-table.js";
import { messageWith } from "./message-fixture.js";

const answer = (part: Partial<Answer>): Answer => ({
  status: undefined,
  button: undefined,
  payload: undefined,
  ...part,
});
const rowsFor = (part: Partial<Answer>) => answerTable(messageWith({ answer: answer(part) })).rows;

const done: Cell = { text: "done", tone: "pressed" };
const pending: Cell = { text: "pending", tone: "pending" };
const primary = (state: Cell, result: Cell = "none"): Cell[] => [
  { text: "primary" },
  { text: "Approve" },
  state,
  result,
  "none",
];
const secondary = (state: Cell, result: Cell = "none"): Cell[] => [
  { text: "secondary" },
  { text: "Reject" },
  state,
  result,
  "none",
];

test("the table has these columns, the last one only if it is not empty", () => {
  expect(answerTable(messageWith()).columns).toEqual([
    { title: "BUTTON", isId: true },
    { title: "LABEL" },
    { title: "STATUS" },
    { title: "PAYLOAD" },
    { title: "RESULT TEXT", optional: true, isDroppable: true },
  ]);
});

test.each<[string, Partial<Answer>, Cell[][]]>([
  ["nobody has touched it", { status: "pending" }, [primary("none"), secondary("none")]],
  ["a new-kind message has no status at all", {}, [primary("none"), secondary("none")]],
  [
    "the first button is done",
    { status: "done", button: "primary", payload: { by: "ci" } },
    [primary(done, { json: { by: "ci" } }), secondary("none")],
  ],
  [
    "the other button holds the slot",
    { status: "done", button: "secondary" },
    [primary("none"), secondary(done)],
  ],
  ["a button was reverted", { status: "pending", button: "primary" }, [primary(pending), secondary("none")]],
  [
    "rubbish was stored as the status",
    { status: "foo", button: "primary" },
    [primary({ text: "foo", tone: "pending" }), secondary("none")],
  ],
  ["a button is held without a status", { button: "primary" }, [primary("none"), secondary("none")]],
  [
    "the payload is rubbish",
    { status: "done", button: "primary", payload: "text" },
    [primary(done, { json: "text" }), secondary("none")],
  ],
  [
    "the payload is null",
    { status: "done", button: "primary", payload: null },
    [primary(done, { json: null }), secondary("none")],
  ],
  ["a payload is left without a button", { payload: { by: "x" } }, [primary("none"), secondary("none")]],
  [
    "a button holds it that the message does not have",
    { status: "done", button: "tertiary", payload: { a: 1 } },
    [primary("none"), secondary("none"), [{ text: "tertiary" }, "none", done, { json: { a: 1 } }, "none"]],
  ],
])("only the button that holds the one slot has a state: %s", (_what, part, rows) => {
  expect(rowsFor(part)).toEqual(rows);
});

test("a message without buttons shows a stored answer", () => {
  const table = answerTable(
    messageWith({ buttons: [], answer: answer({ status: "done", button: "primary" }) }),
  );
  expect(table.rows).toEqual([[{ text: "primary" }, "none", done, "none", "none"]]);
});

test("a message without buttons and answer has no rows", () => {
  expect(answerTable(messageWith({ buttons: [] })).rows).toEqual([]);
});

test("labels and result texts are shown if they are not empty", () => {
  const buttons = [
    { type: "primary", label: "", resultContent: "Approved!" },
    { type: "secondary", label: "No", resultContent: "" },
  ];
  expect(answerTable(messageWith({ buttons })).rows).toEqual([
    [{ text: "primary" }, "none", "none", "none", { text: "Approved!" }],
    [{ text: "secondary" }, { text: "No" }, "none", "none", "none"],
  ]);
});

test("the status of the delivery is labelled as such", () => {
  expect(messageFieldList(messageWith({ delivery: "error", read: true }))).toEqual([
    { label: "workflow", value: { text: "deploy-approval" } },
    { label: "delivery", value: { text: "error" } },
    { label: "", value: { text: "read" } },
    { label: "created", value: { time: "2026-11-23T11:57:00.000Z" } },
  ]);
});

test("unknown fields of a message are left out", () => {
  expect(
    messageFieldList(
      messageWith({ workflow: undefined, delivery: undefined, read: undefined, createdAt: undefined }),
    ),
  ).toEqual([]);
});

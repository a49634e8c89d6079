import { expect, test } from "vitest";
import { type SetResult, setView } from "../../../src/commands/action/set/set-view.js";
import type { Answer } from "../../../src/model/message.js";
import { answerTable, describeAnswer, messageFieldList } from "../../../src/views/answer-table.js";
import { keeps } from "../../support/keeps.js";
import { ID, LOCATION, messageWith } from "./message-fixture.js";

keeps("a write says what it replaced");

const MESSAGE = messageWith({ answer: { status: "done", button: "primary", payload: { by: "ci" } } });

const changeWith = (part: Partial<SetResult> = {}): SetResult => ({
  request: {
    subscriberId: "alice",
    messageId: ID,
    button: "primary",
    status: "done",
    payload: { by: "ci" },
    api: "v1",
  },
  document: { _id: ID },
  message: MESSAGE,
  before: { status: "pending", button: undefined, payload: undefined },
  payload: "replaced",
  location: LOCATION,
  ...part,
});

test("a change shows what was set and where, the message, the new answer and the old one", () => {
  expect(setView(changeWith())).toEqual({
    headline: {
      level: "done",
      text: "Approve is now done for alice (was pending)",
      context: "Production · eu",
    },
    table: answerTable(MESSAGE),
    warnings: [],
    details: [
      { label: "", value: { text: "Deploy 4.2 to production?" } },
      { label: "message", value: { text: ID } },
      { label: "payload", value: { text: "replaced" } },
      { label: "was:", value: { text: "pending" } },
      ...messageFieldList(MESSAGE),
    ],
  });
});

test("without a read before the write, the old answer is not shown", () => {
  const { headline, details } = setView(changeWith({ before: undefined, payload: "kept" }));
  expect(headline?.text).toBe("Approve is now done for alice");
  expect(details?.map(({ label }) => label)).not.toContain("was:");
});

test("a message no title has no empty line", () => {
  expect(setView(changeWith({ message: messageWith({ title: "" }) })).details?.[0]?.label).toBe("message");
});

test("the other button's answer that was replaced, and a cleared payload, are said", () => {
  const before = { status: "done", button: "secondary", payload: undefined };
  expect(setView(changeWith({ before, payload: "cleared" })).headline?.text).toBe(
    "Approve is now done for alice (Reject was done), payload cleared",
  );
});

test("reverting the other button's answer is warned about", () => {
  const before = { status: "done", button: "secondary", payload: undefined };
  expect(setView(changeWith({ before })).warnings).toEqual([
    "this replaced the answer of the secondary button: both buttons share one answer",
  ]);
});

test.each<[string, Partial<Answer>]>([
  ["pending", {}],
  ["pending", { status: "pending" }],
  ["primary done", { status: "done", button: "primary" }],
  ['secondary done {"by":"x"}', { status: "done", button: "secondary", payload: { by: "x" } }],
  ["primary without status", { button: "primary" }],
  ["tertiary foo null", { status: "foo", button: "tertiary", payload: null }],
])("a slot in words: %s", (words, part) => {
  expect(describeAnswer({ status: undefined, button: undefined, payload: undefined, ...part })).toBe(words);
});

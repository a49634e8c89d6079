import { expect, test } from "vitest";
import { body } from "../../../src/commands/action/get.run.js";
import { answerTable, messageFieldList } from "../../../src/views/answer-table.js";
import { ID, LOCATION, messageWith } from "./message-fixture.js";

const viewOf = (message = messageWith()) =>
  body.view({ document: { _id: ID }, message, subscriberId: "alice", location: LOCATION });

test("a message shows its answer, subscriber, buttons and fields", () => {
  const message = messageWith({ answer: { status: "done", button: "primary", payload: { by: "ci" } } });
  expect(viewOf(message)).toEqual({
    headline: { level: "info", text: "answer: primary done", context: "Production · eu" },
    title: ["Deploy 4.2 to production?", `message ${ID} for alice`],
    table: { ...answerTable(message), isOneItem: true },
    footer: messageFieldList(message),
  });
});

test("an unanswered message says so", () => {
  expect(viewOf().headline?.text).toBe("answer: pending");
});

test("a message without buttons says so, and has no empty title", () => {
  const shown = viewOf(messageWith({ buttons: [], title: "" }));
  expect([shown.headline?.text, shown.title]).toEqual([
    "this message has no buttons",
    [`message ${ID} for alice`],
  ]);
});

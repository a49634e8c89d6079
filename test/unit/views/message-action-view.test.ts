import { expect, test } from "vitest";
import { answerTable, messageActionView, messageFieldList } from "../../../src/views/message-action-view.js";
import { ID, messageWith, PLACE } from "./message-fixture.js";

const viewOf = (message = messageWith()) =>
  messageActionView({ document: { _id: ID }, message, subscriberId: "alice", place: PLACE });

test("a message shows its state, whose it is, its buttons and what is known of it", () => {
  const message = messageWith({ answer: { status: "done", button: "primary", payload: { by: "ci" } } });
  expect(viewOf(message)).toEqual({
    headline: { level: "info", text: "action: primary done", context: "env Production · eu · profile prod" },
    title: ["Deploy 4.2 to production?", `message ${ID} for alice`],
    table: answerTable(message),
    footer: messageFieldList(message),
  });
});

test("a fresh message says so", () => {
  expect(viewOf().headline?.text).toBe("action: pending");
});

test("a message without buttons says so, and has no empty title", () => {
  const view = viewOf(messageWith({ buttons: [], title: "" }));
  expect([view.headline?.text, view.title]).toEqual([
    "this message has no buttons",
    [`message ${ID} for alice`],
  ]);
});

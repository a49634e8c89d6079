import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/model/json.js";
import { type Message, readMessage } from "../../../src/model/message.js";
import bareDocument from "../../support/documents/action-answer-bare.json" with { type: "json" };
import wrappedDocument from "../../support/documents/action-answer-wrapped.json" with { type: "json" };

/** The message read from an empty document. */
const NOTHING: Message = {
  id: undefined,
  title: "",
  buttons: [],
  answer: { status: undefined, button: undefined, payload: undefined },
  workflow: undefined,
  transactionId: undefined,
  environmentId: undefined,
  subscriberId: undefined,
  createdAt: undefined,
  updatedAt: undefined,
  delivery: undefined,
  read: undefined,
  seen: undefined,
  archived: undefined,
  snoozedUntil: undefined,
};

const messageOf = (text: string): Message => ({
  id: text,
  title: text,
  buttons: [{ type: "primary", label: text, resultContent: text }],
  answer: { status: "pending", button: "primary", payload: {} },
  workflow: text,
  transactionId: text,
  environmentId: text,
  subscriberId: text,
  createdAt: text,
  updatedAt: undefined,
  delivery: "sent",
  read: true,
  seen: true,
  archived: undefined,
  snoozedUntil: undefined,
});

test("a wrapped document is read, including its list of content blocks", () => {
  expect(readMessage(wrappedDocument.data)).toEqual({ ...messageOf("<string>"), snoozedUntil: "<string>" });
  const { subject: _, ...withoutSubject } = wrappedDocument.data;
  expect(readMessage(withoutSubject).title).toBe("<string>");
});

test("a bare document is read, including its single content block", () => {
  expect(readMessage(bareDocument)).toEqual(messageOf("string"));
  const { subject: _, title: __, ...contentOnly } = bareDocument;
  expect(readMessage(contentOnly).title).toBe("string");
});

test("an empty document is read as a message without any value", () => {
  expect(readMessage({})).toEqual(NOTHING);
});

const RUBBISH: readonly JsonValue[] = [null, "x", 0, true, [], [[]], {}, { action: null }];

test.each(RUBBISH)("a cta that is %j holds no buttons and no answer", (cta) => {
  expect(readMessage({ cta })).toEqual(NOTHING);
});

test.each([null, "x", 0, [], {}])("an action that is %j holds no buttons and no answer", (action) => {
  expect(readMessage({ cta: { type: "redirect", data: { url: "u" }, action } })).toEqual(NOTHING);
});

test.each([null, "x", 0, [], {}])("a result that is %j names no button and no payload", (result) => {
  expect(readMessage({ cta: { action: { status: "pending", result } } }).answer).toEqual({
    status: "pending",
    button: undefined,
    payload: undefined,
  });
});

test("an unanswered message of a newer server has buttons and no status", () => {
  const document = {
    cta: { action: { buttons: [{ type: "primary", content: "Approve", url: "u", target: "_blank" }] } },
  };
  expect(readMessage(document)).toEqual({
    ...NOTHING,
    buttons: [{ type: "primary", label: "Approve", resultContent: undefined }],
  });
});

test("buttons that are not objects are left out, and fields of another type are empty", () => {
  const buttons = [null, "primary", [], { type: 1, content: null, resultContent: {} }, { type: "tertiary" }];
  expect(readMessage({ cta: { action: { buttons } } }).buttons).toEqual([
    { type: "", label: "", resultContent: undefined },
    { type: "tertiary", label: "", resultContent: undefined },
  ]);
});

test.each<JsonValue>([null, "text", 0, false, [1], {}, { a: { b: [] } }])(
  "the result payload %j is kept as it came",
  (payload) => {
    expect(readMessage({ cta: { action: { result: { type: "primary", payload } } } }).answer.payload).toEqual(
      payload,
    );
  },
);

test("any stored status or button is shown unchanged", () => {
  const document = { cta: { action: { status: "foo", result: { type: "PRIMARY" } } } };
  expect(readMessage(document).answer).toEqual({ status: "foo", button: "PRIMARY", payload: undefined });
});

test.each(["sent", "error", "warning", "done", "pending"])(
  "the delivery status %s is not the action's status",
  (status) => {
    expect(readMessage({ status })).toEqual({ ...NOTHING, delivery: status });
  },
);

test("the message's trigger payload is not the answer's payload", () => {
  expect(readMessage({ payload: { a: 1 }, cta: { action: { result: {} } } }).answer.payload).toBeUndefined();
});

test("the ID is _id, or id if there is none", () => {
  expect(readMessage({ _id: "a", id: "b" }).id).toBe("a");
  expect(readMessage({ id: "b" }).id).toBe("b");
  expect(readMessage({ _id: 5, id: "b" }).id).toBe("b");
});

test.each<[string, JsonObject, string]>([
  ["the subject, before all", { subject: "S", content: "C", title: "T" }, "S"],
  ["the content, where the subject is empty", { subject: "", content: "C", title: "T" }, "C"],
  ["the content, where the subject is no text", { subject: null, content: "C" }, "C"],
  [
    "the content's first line, as a person reads it",
    { content: "\n <p>Deploy <b>4.2</b>?</p>\nmore" },
    "Deploy 4.2?",
  ],
  ["the title, where the content is null", { content: null, title: "T" }, "T"],
  ["the title, where the content is only tags", { content: "<p></p>", title: "T" }, "T"],
  ["a single content block's text", { content: { type: "text", content: "Block" } }, "Block"],
  [
    "the first block with text",
    { content: [{ type: "text" }, null, "x", { content: "" }, { content: "B" }] },
    "B",
  ],
  ["nothing, where there is nothing", { content: [], title: 7 }, ""],
])("the title is %s", (_what, document, title) => {
  expect(readMessage(document).title).toBe(title);
});

test("archived and snoozed are read; null and an empty text are no snooze", () => {
  const snoozedUntil = "2026-11-22T10:00:00.000Z";
  expect(readMessage({ archived: true, snoozedUntil })).toEqual({ ...NOTHING, archived: true, snoozedUntil });
  expect(readMessage({ snoozedUntil: null })).toEqual(NOTHING);
  expect(readMessage({ snoozedUntil: "" })).toEqual(NOTHING);
});

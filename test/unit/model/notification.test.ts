import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/model/json.js";
import { readNotification } from "../../../src/model/notification.js";

/** The shape that a running 3.15.0 answered with (docs/novu-api.md, "v2 notifications"). */
const DOCUMENT: JsonObject = {
  id: "65f0c1a9b2d4e6f8a0b1c2d3",
  transactionId: "txn_6b03e09d1rjx8pm0wzp2",
  subject: "Deploy?",
  body: "Deploy 4.2 to production?",
  to: { id: "i", subscriberId: "sub-1" },
  isRead: false,
  isSeen: true,
  createdAt: "2026-04-19T10:00:00.000Z",
  primaryAction: { label: "Approve", isCompleted: false, redirect: { url: "u" } },
  secondaryAction: { label: "Reject", isCompleted: true },
  workflow: { id: "w", identifier: "deploy-approval", name: "Deploy approval" },
};

const MESSAGE = {
  id: "65f0c1a9b2d4e6f8a0b1c2d3",
  title: "Deploy?",
  buttons: [
    { type: "primary", label: "Approve", resultContent: undefined },
    { type: "secondary", label: "Reject", resultContent: undefined },
  ],
  answer: { status: "done", button: "secondary", payload: undefined },
  workflow: "deploy-approval",
  transactionId: "txn_6b03e09d1rjx8pm0wzp2",
  environmentId: undefined,
  subscriberId: "sub-1",
  createdAt: "2026-04-19T10:00:00.000Z",
  delivery: undefined,
  read: false,
  seen: true,
};

test("a notification reads as the message it shows", () => {
  expect(readNotification(DOCUMENT)).toEqual(MESSAGE);
});

test("a notification without a completed button has an empty response", () => {
  const document = { ...DOCUMENT, secondaryAction: { label: "Reject", isCompleted: false } };
  expect(readNotification(document)).toEqual({
    ...MESSAGE,
    answer: { status: undefined, button: undefined, payload: undefined },
  });
});

test("a notification without subject shows the first line of its body", () => {
  const { subject: _, ...document } = DOCUMENT;
  expect(readNotification({ ...document, body: "<p>Deploy?</p>\nmore" }).title).toBe("Deploy?");
});

test.each([null, "x", 1, []])("an action that is %j is no button", (primaryAction) => {
  expect(readNotification({ ...DOCUMENT, primaryAction }).buttons).toEqual([
    { type: "secondary", label: "Reject", resultContent: undefined },
  ]);
});

test.each(["true", 1, null])("a button whose isCompleted is %j is not completed", (isCompleted) => {
  const document = { primaryAction: { label: "A", isCompleted } };
  expect(readNotification(document).answer.status).toBeUndefined();
});

test("a status next to the actions is not read as theirs", () => {
  expect(readNotification({ status: "done" })).toEqual(readNotification({}));
});

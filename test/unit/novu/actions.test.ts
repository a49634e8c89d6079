import { expect, test } from "vitest";
import type { ActionRequest } from "../../../src/model/action.js";
import { actionRequest, setAction } from "../../../src/novu/actions.js";
import { failureOf, refusalOf } from "../failures/failure-of.js";
import { fakeCall } from "./fake-call.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const ACTION: ActionRequest = {
  subscriberId: "user:42@example.com",
  messageId: ID,
  button: "primary",
  status: "done",
  api: "v1",
};
const V1 = `/v1/subscribers/user%3A42%40example.com/messages/${ID}/actions`;
const V2 = `/v2/subscribers/user%3A42%40example.com/notifications/${ID}/actions`;
const headers = { "idempotency-key": "k" };

test.each<[string, Partial<ActionRequest>, object]>([
  ["done", {}, { method: "POST", path: `${V1}/primary`, headers, body: { status: "done" } }],
  [
    "pending",
    { status: "pending", button: "secondary" },
    { method: "POST", path: `${V1}/secondary`, headers, body: { status: "pending" } },
  ],
  [
    "with a payload",
    { payload: { a: 1 } },
    { method: "POST", path: `${V1}/primary`, headers, body: { status: "done", payload: { a: 1 } } },
  ],
  [
    "with a payload that clears",
    { payload: {} },
    { method: "POST", path: `${V1}/primary`, headers, body: { status: "done", payload: {} } },
  ],
  ["done over v2", { api: "v2" }, { method: "PATCH", path: `${V2}/primary/complete`, headers }],
  [
    "pending over v2",
    { api: "v2", status: "pending", button: "secondary" },
    { method: "PATCH", path: `${V2}/secondary/revert`, headers },
  ],
])("the one request that sets a button: %s", (_what, part, expected) => {
  expect(actionRequest({ ...ACTION, ...part }, "k")).toStrictEqual(expected);
});

test("the body's keys keep their order, which the server's idempotency counts", () => {
  expect(JSON.stringify(actionRequest({ ...ACTION, payload: { b: 1, a: 2 } }, "k").body)).toBe(
    '{"status":"done","payload":{"b":1,"a":2}}',
  );
});

test("an ID that no URL can contain is refused before anything is sent", async () => {
  const { call, asked } = fakeCall([]);
  expect(await refusalOf(() => setAction(call, { ...ACTION, subscriberId: ".." }, "k"))).toBe(
    `E_ID: ".." isn't a valid ID: it can't be part of a URL`,
  );
  expect(asked).toEqual([]);
});

const DOCUMENT = {
  _id: ID,
  status: "sent",
  cta: {
    action: {
      status: "done",
      result: { type: "primary", payload: { a: 1 } },
      buttons: [{ type: "primary", content: "Yes" }],
    },
  },
};

test.each([
  ["wrapped", { data: DOCUMENT }],
  ["bare", DOCUMENT],
])("the answer is the message as it came, %s, and what we understand of it", async (_what, body) => {
  const { call, asked } = fakeCall([body]);
  const { document, message } = await setAction(call, ACTION, "k");
  expect(document).toEqual(DOCUMENT);
  expect([message.id, message.delivery, message.answer]).toEqual([
    ID,
    "sent",
    { status: "done", button: "primary", payload: { a: 1 } },
  ]);
  expect(asked).toEqual([[actionRequest(ACTION, "k"), ACTION]]);
});

test("a v2 answer is read as a notification", async () => {
  const notification = { id: ID, body: "b", secondaryAction: { label: "No", isCompleted: true } };
  const { call } = fakeCall([{ data: notification }]);
  const { document, message } = await setAction(call, { ...ACTION, api: "v2", button: "secondary" }, "k");
  expect(document).toEqual(notification);
  expect(message.answer).toEqual({ status: "done", button: "secondary", payload: undefined });
});

test.each([
  ["a list", { data: [] }, []],
  ["nothing", { data: null }, null],
  ["a text", { data: "ok" }, "ok"],
  ["JSON null", null, null],
])("a write answered with %s was taken all the same", async (_what, body, answer) => {
  const { call } = fakeCall([body]);
  const { code, message, sent, info } = await failureOf(() => setAction(call, ACTION, "k"));
  expect({ code, message, sent, details: info.details }).toEqual({
    code: "E_ANSWER",
    message: "Novu accepted the change, but its response isn't a message",
    sent: "yes",
    details: { answer },
  });
});

import { expect, test } from "vitest";
import { createNormaliser } from "./normalise.js";

const A = "6b03e1a549ba779e012654bb";
const B = "6b03e1a549ba779e01265525";
const message = {
  _id: A,
  subscriber: { _id: B, createdAt: "2026-11-23T06:41:02.254Z" },
  transactionId: "txn_6b03e1a5t9lfzs34p7d0",
  cta: { action: { status: "done", result: { type: "primary" } } },
  seen: false,
};
const plain = (value: unknown) => createNormaliser({})(value);

test("two runs of the same exchange are equal after normalising", () => {
  const other = {
    seen: false,
    cta: message.cta,
    transactionId: "txn_6b04f63bo75frl875t0e",
    subscriber: { createdAt: "2027-01-01T00:00:00.000Z", _id: "6b04f63be1866529ea006744" },
    _id: "6b04f63be1866529ea00673f",
  };
  expect(plain(other)).toEqual(plain(message));
});

test("the same ID twice differs from two different IDs", () => {
  expect(plain([A, A])).not.toEqual(plain([A, B]));
  expect(plain({ a: A, text: `Message ${A} not found` })).not.toEqual(
    plain({ a: A, text: `Message ${B} not found` }),
  );
});

test("a known ID has its name everywhere", () => {
  expect(createNormaliser({ [A]: "<A>" })([`/v1/messages/${A}`, B])).toEqual(["/v1/messages/<A>", "<id 1>"]);
});

test.for<[string, unknown]>([
  ["a changed field", { ...message, seen: true }],
  ["a missing field", { ...message, transactionId: undefined }],
  ["a field too many", { ...message, read: false }],
  ["a wrong status word", { ...message, cta: { action: { ...message.cta.action, status: "pending" } } }],
  [
    "a wrong button",
    { ...message, cta: { action: { ...message.cta.action, result: { type: "secondary" } } } },
  ],
  ["an id that is no id", { ...message, _id: "not-an-id" }],
  ["a date that is no date", { ...message, subscriber: { ...message.subscriber, createdAt: null } }],
  [
    "a date without milliseconds",
    { ...message, subscriber: { ...message.subscriber, createdAt: "2026-11-23" } },
  ],
  ["a transaction of the other kind", { ...message, transactionId: "3974112c-37ee-437b-aeb3-08ffe6da4245" }],
  ["a subscriber that is the message", { ...message, subscriber: { ...message.subscriber, _id: A } }],
])("does not hide %s", ([, changed]) => {
  expect(plain(changed)).not.toStrictEqual(plain(message));
});

test("a key is not normalised as an ID", () => {
  const text = `Invalid authentication scheme: "${"1".repeat(32)}"`;
  expect(plain(text)).toBe(text);
});

test("a volatile value is replaced only at its path and only if it matches its pattern", () => {
  const normalise = createNormaliser({}, { "data.count": /^\d+$/ });
  expect(normalise({ data: { count: 7 } })).toEqual(normalise({ data: { count: 100 } }));
  expect(normalise({ data: { count: 7 } })).not.toEqual(normalise({ data: { count: "many" } }));
  expect(normalise({ count: 7 })).not.toEqual(normalise({ count: 100 }));
});

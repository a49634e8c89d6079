import { expect, test } from "vitest";
import { body } from "../../../src/commands/message/show.run.js";
import type { Message } from "../../../src/model/message.js";
import { LOCATION, messageWith } from "../views/message-fixture.js";

const factsOf = (part: Partial<Message>, document = {}) =>
  new Map(
    body
      .view({ document, message: messageWith(part), subscriberId: "alice", location: LOCATION })
      .fields?.map(({ label, value }) => [label, value]),
  );

test.each([
  [{ read: false }, { lastReadDate: "2026-11-20T10:00:00.000Z" }, { text: "no" }],
  [{ read: true }, { lastReadDate: "2026-11-20T10:00:00.000Z" }, { time: "2026-11-20T10:00:00.000Z" }],
  [{ read: true }, {}, { text: "yes" }],
  [{ read: undefined }, {}, "none"],
])("with %j and %j the card says of reading %j: a date alone says nothing", (part, document, cell) => {
  expect(factsOf(part, document).get("read")).toEqual(cell);
});

test.each([
  ["sent", { text: "sent" }],
  ["warning", { text: "warning" }],
  ["error", { text: "error", tone: "error" }],
  [undefined, "none"],
])("a delivery that is %j", (delivery, cell) => {
  expect(factsOf({ delivery }).get("delivery")).toEqual(cell);
});

test("a delivery's error, another channel and a button's result text show only where they are", () => {
  const facts = factsOf(
    { buttons: [{ type: "primary", label: "OK", resultContent: "Thanks" }] },
    { errorText: "no route", channel: "email" },
  );
  expect(facts.get("delivery error")).toEqual({ text: "no route", tone: "error" });
  expect(facts.get("channel")).toEqual({ text: "email" });
  expect(facts.get("primary result")).toEqual({ text: "Thanks" });
  const plain = [...factsOf({}, { channel: "in_app" }).keys()];
  for (const label of ["delivery error", "channel", "primary result"]) expect(plain).not.toContain(label);
});

test("an answer stored on a message without buttons is shown", () => {
  const answer = { status: "done", button: "primary", payload: { by: "ci" } };
  expect(factsOf({ buttons: [], answer }).get("answer")).toEqual({ text: "primary done", tone: "pressed" });
  expect(factsOf({ buttons: [], answer }).get("payload")).toEqual({ json: { by: "ci" } });
  const untouched = { status: undefined, button: undefined, payload: undefined };
  expect(factsOf({ buttons: [], answer: untouched }).get("answer")).toBe("none");
});

test("the environment is called by its name, for a profile that knows it", () => {
  expect(factsOf({}).get("environment")).toEqual({ text: "Production" });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { readDetails } from "../../../src/commands/message/message-details.js";
import { jsonObject } from "./json-arbitrary.js";

test("the details of a message are read, with the last of several deliveries", () => {
  expect(
    readDetails({
      content: [
        { type: "text", content: "a" },
        { type: "button", content: "b" },
      ],
      payload: { what: "item" },
      errorText: "no route",
      channel: "in_app",
      deliveredAt: ["2026-11-20T10:00:00.000Z", "2026-11-21T10:00:00.000Z"],
      lastSeenDate: "2026-11-22T10:00:00.000Z",
      lastReadDate: null,
    }),
  ).toEqual({
    content: "a\nb",
    triggerPayload: { what: "item" },
    errorText: "no route",
    channel: "in_app",
    deliveredAt: "2026-11-21T10:00:00.000Z",
    seenAt: "2026-11-22T10:00:00.000Z",
    readAt: undefined,
    buttonLinks: [],
    tags: [],
    contexts: [],
  });
});

test("what only few messages have is read, of whatever type it is", () => {
  const details = readDetails({
    data: { ticket: 7 },
    cta: {
      data: { url: "/a" },
      action: { buttons: [{ type: "primary", url: "/b" }, { type: "secondary" }, 1] },
    },
    severity: "high",
    tags: ["ops", 7],
    contextKeys: ["tenant:acme"],
    avatar: "https://x.example/a.png",
  });
  expect(details).toMatchObject({
    data: { ticket: 7 },
    link: "/a",
    buttonLinks: [{ type: "primary", url: "/b" }],
    severity: "high",
    tags: ["ops"],
    contexts: ["tenant:acme"],
    avatar: "https://x.example/a.png",
  });
});

test("any document can be read", () => {
  fc.assert(
    fc.property(jsonObject, (document) => {
      const { content, deliveredAt } = readDetails(document);
      expect([typeof content, typeof deliveredAt]).toEqual([
        "string",
        expect.stringMatching(/^string$|^undefined$/),
      ]);
    }),
  );
});

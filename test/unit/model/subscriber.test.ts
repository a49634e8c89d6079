import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesText, readSubscriber, withoutCredentials } from "../../../src/model/subscriber.js";
import { jsonObject } from "./json-arbitrary.js";

const ALICE = {
  _id: "65f0c1a9b2d4e6f8a0b1c2d3",
  subscriberId: "alice",
  firstName: "Alice",
  lastName: " Liddell ",
  email: "Alice@Example.com",
  phone: "+44 20 7946 0000",
  locale: "en_GB",
  timezone: "Europe/London",
  createdAt: "2026-11-20T10:00:00.000Z",
  data: { team: "ops" },
  channels: [{ providerId: "slack" }, { providerId: "fcm" }, "rubbish"],
};

test("a subscriber is read", () => {
  expect(readSubscriber(ALICE)).toEqual({
    subscriberId: "alice",
    internalId: "65f0c1a9b2d4e6f8a0b1c2d3",
    name: "Alice Liddell",
    email: "Alice@Example.com",
    phone: "+44 20 7946 0000",
    locale: "en_GB",
    timezone: "Europe/London",
    createdAt: "2026-11-20T10:00:00.000Z",
    data: { team: "ops" },
    channels: ["slack", "fcm"],
  });
});

test.each([
  [{ firstName: "Ada", lastName: null }, "Ada"],
  [{ firstName: null, lastName: "Lovelace" }, "Lovelace"],
  [{ firstName: "  ", lastName: 7 }, ""],
  [{}, ""],
])("the name of %j is %j", (document, name) => {
  expect(readSubscriber(document).name).toBe(name);
});

test.each(["ALI", "ice lid", "example.COM", "7946"])("%j is found", (text) => {
  expect(matchesText(readSubscriber(ALICE), text)).toBe(true);
});

test.each(["bob", "65f0c1a9", "ops", "en_GB"])("%j is not searched in other fields", (text) => {
  expect(matchesText(readSubscriber(ALICE), text)).toBe(false);
});

test.each([
  [
    { credentials: { webhookUrl: "u", deviceTokens: ["t"] }, providerId: "p" },
    { credentials: { webhookUrl: "***", deviceTokens: "***" }, providerId: "p" },
  ],
  [{ credentials: "s" }, { credentials: "***" }],
  [{ credentials: ["s"] }, { credentials: "***" }],
  [{ providerId: "p" }, { providerId: "p" }],
  ["s", "s"],
])("of the channel %j only %j is left", (channel, left) => {
  expect(withoutCredentials({ _id: "i", channels: [channel] })).toEqual({ _id: "i", channels: [left] });
});

test("no credential survives, and nothing else is touched", () => {
  fc.assert(
    fc.property(jsonObject, jsonObject, (rest, credentials) => {
      const document = {
        ...rest,
        channels: [{ providerId: "p", credentials: { a: "s3cret", nested: credentials } }],
      };
      const shown = withoutCredentials(document);
      expect({ ...shown, channels: [] }).toEqual({ ...document, channels: [] });
      expect(shown.channels).toEqual([{ providerId: "p", credentials: { a: "***", nested: "***" } }]);
    }),
  );
  expect(withoutCredentials({ channels: "none" })).toEqual({ channels: "none" });
});

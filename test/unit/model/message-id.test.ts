import { expect, test } from "vitest";
import { isMessageId, looksLikeTransactionId, timestampOfId } from "../../../src/model/message-id.js";

test.each(["65f0c1a9b2d4e6f8a0b1c2d3", "65F0C1A9B2D4E6F8A0B1C2D3", "000000000000000000000000"])(
  "%s is a message id",
  (text) => {
    expect(isMessageId(text)).toBe(true);
  },
);

test.each([
  "",
  "65f0c1a9b2d4e6f8a0b1c2d",
  "65f0c1a9b2d4e6f8a0b1c2d34",
  "65f0c1a9b2d4e6f8a0b1c2dg",
  " 65f0c1a9b2d4e6f8a0b1c2d3",
  "65f0c1a9b2d4e6f8a0b1c2d3\n",
  "65f0c1a9b2d4e6f8a0b1c2d3\n65f0c1a9b2d4e6f8a0b1c2d3",
  "65f0c1a9b2d4e6f8a0b1c2d3/actions",
])("%j is not a message id", (text) => {
  expect(isMessageId(text)).toBe(false);
});

test.each([
  ["f47ac10b-58cc-4372-a567-0e02b2c3d479", true],
  ["F47AC10B-58CC-4372-A567-0E02B2C3D479", true],
  ["txn_6b03e09d1rjx8pm0wzp2", true],
  ["txn_", false],
  ["txn_a b", false],
  ["f47ac10b-58cc-4372-a567", false],
  ["65f0c1a9b2d4e6f8a0b1c2d3", false],
  ["", false],
])("that %j looks like a transaction ID is %s", (text, expected) => {
  expect(looksLikeTransactionId(text)).toBe(expected);
});

test("the first eight digits of an ID are the second of its creation", () => {
  expect(new Date(timestampOfId("65f0c1a9b2d4e6f8a0b1c2d3")).toISOString()).toBe("2024-03-12T20:57:13.000Z");
  expect(timestampOfId("65F0C1A9b2d4e6f8a0b1c2d3")).toBe(timestampOfId("65f0c1a9b2d4e6f8a0b1c2d3"));
  expect(timestampOfId("ffffffff0000000000000000")).toBe(0xff_ff_ff_ff * 1000);
});
